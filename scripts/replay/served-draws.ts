import type { EmbedPayload } from '../../api/src/wire/index.ts'

export interface ServedDrawsOptions {
  api: string
  consultation: string
  publisherKey: string
  /** How the API is reached; over the network unless it is given. */
  ask?: typeof fetch
}

/** The proofs that go with votes, as a widget has them from the draws that it was served. */
export class ServedDraws {
  readonly #options: ServedDrawsOptions
  readonly #proofs = new Map<string, string>()
  #reading: Promise<void> | undefined

  constructor(options: ServedDrawsOptions) {
    this.#options = options
  }

  /** The proof of a draw that holds the proposal; all draws are read again for one that is not known yet. */
  async proofOf(proposal: string): Promise<string | undefined> {
    if (!this.#proofs.has(proposal)) {
      this.#reading ??= this.#readAll().finally(() => {
        this.#reading = undefined
      })
      await this.#reading
    }
    return this.#proofs.get(proposal)
  }

  /** The pages, which between them hold every accepted proposal. */
  async #readAll(): Promise<void> {
    const { api, consultation, publisherKey, ask = fetch } = this.#options
    for (let number = 1, isLast = false; !isLast; number++) {
      const response = await ask(`${api}/v1/embed/${consultation}?publisher=${publisherKey}&draw=${number}`)
      if (!response.ok) throw new Error(`Draw ${number} answered ${response.status}`)
      const { draw } = (await response.json()) as EmbedPayload
      for (const { id } of draw.proposals) if (draw.proof !== undefined) this.#proofs.set(id, draw.proof)
      isLast = draw.last
    }
  }
}
