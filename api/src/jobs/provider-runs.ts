import type { MachineTranslationState } from '../wire/index.ts'
import { ProviderError, type TranslationProvider } from './translation-provider.ts'

const IDLE: MachineTranslationState = { isRunning: false, done: 0, total: 0, problem: null }

/** Told how many texts of how many are translated. */
export type NoteProgress = (done: number, total: number) => void

/** Runs of the provider, one at a time for each consultation, away from the requests that begin them. */
export class ProviderRuns {
  /** Undefined: none is set up. */
  readonly provider: TranslationProvider | undefined
  readonly #states = new Map<string, MachineTranslationState>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(provider: TranslationProvider | undefined) {
    this.provider = provider
  }

  /** The run under way, or how the last one since the start ended. */
  stateOf(consultationId: string): MachineTranslationState {
    return this.#states.get(consultationId) ?? IDLE
  }

  /** Begins a run, unless one is under way for this consultation. */
  begin(consultationId: string, run: (note: NoteProgress) => Promise<unknown>): MachineTranslationState {
    if (this.stateOf(consultationId).isRunning) return this.stateOf(consultationId)
    this.#states.set(consultationId, { ...IDLE, isRunning: true })
    this.#last = run((done, total) => {
      this.#states.set(consultationId, { isRunning: true, done, total, problem: null })
    })
      .then(() => null)
      .catch((error: unknown) =>
        error instanceof ProviderError ? error.message : 'The translations could not be stored',
      )
      .then((problem) => {
        this.#states.set(consultationId, { ...this.stateOf(consultationId), isRunning: false, problem })
      })
    return this.stateOf(consultationId)
  }

  /** Resolves when the last run has ended. */
  async settled(): Promise<void> {
    await this.#last
  }
}
