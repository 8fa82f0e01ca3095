import type { ConsultationSession } from '../consultation.ts'
import type { Later } from '../fetch-later.ts'
import type { Action, State } from '../state.ts'

/** What every part of the card is given: what to show, and what the reader may do. */
export interface Props {
  state: State
  act(action: Action): void
  /** Hands something to the courier, once that has come. */
  send: ConsultationSession['send']
  /** Goes on with the next sequence, drawing more proposals if need be. */
  more(): void
  retry(): void
  /** The second download, once it is there. */
  later: Later | undefined
}
