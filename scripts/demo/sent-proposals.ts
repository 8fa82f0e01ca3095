import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import type { Author } from '../../api/src/wire/index.ts'

const FILE = fileURLToPath(new URL('../../demo-site/seeds/sent.csv', import.meta.url))
const HOUR = 3_600_000
/** How long a demo moderator takes, at most. */
const READ_WITHIN = 20 * HOUR
/** What the demo's moderators do not take, and what they say. */
const REFUSED: Readonly<Record<string, string>> = {
  'Il faut un nouveau souffle de conscience': 'Ce n’est pas une mesure sur laquelle on puisse voter',
  'Il faut interdire les publicités sur les SUV (à énergie fossile ou électrique)':
    'Une proposition très proche est déjà soumise au vote',
}

/** A real proposal that a demo reader sends. */
export interface SentProposal {
  consultation: string
  text: string
  author: Author
}

/** The proposals that demo readers send, in the order in which they do. */
export async function readSentProposals(): Promise<SentProposal[]> {
  const sent: SentProposal[] = []
  for await (const row of createReadStream(FILE).pipe(parse({ columns: true }))) {
    const { consultation = '', text = '', author_name, author_age } = row as Record<string, string>
    const author: Author = {}
    if (author_name) author.name = author_name
    if (author_age) author.age = Number(author_age)
    sent.push({ consultation, text, author })
  }
  return sent
}

interface Waiting {
  id: string
  text: string
  decidedAt: number
}

/** Reads what demo readers sent, some hours after it came. */
export class DemoModerators {
  readonly #context: AdminContext
  readonly #random: () => number
  #waiting: Waiting[] = []

  constructor(context: AdminContext, random: () => number) {
    this.#context = context
    this.#random = random
  }

  /** Has a proposal wait for its decision. `at`: when it was sent, in milliseconds. */
  receive({ id, text, at }: { id: string; text: string; at: number }): void {
    this.#waiting.push({ id, text, decidedAt: at + HOUR + Math.floor(this.#random() * READ_WITHIN) })
  }

  /** Decides on all that is due at `now`, in milliseconds; gives the ids of what was accepted. */
  async decideUntil(now: number): Promise<string[]> {
    const due = this.#waiting.filter(({ decidedAt }) => decidedAt <= now)
    this.#waiting = this.#waiting.filter(({ decidedAt }) => decidedAt > now)
    const accepted: string[] = []
    for (const { id, text, decidedAt } of due) {
      const context = { ...this.#context, runtime: { ...this.#context.runtime, now: () => decidedAt } }
      const reason = REFUSED[text]
      const status = reason === undefined ? 'accepted' : 'refused'
      await decideProposals(context, { proposals: [{ id }], status, reason })
      if (status === 'accepted') accepted.push(id)
    }
    return accepted
  }
}
