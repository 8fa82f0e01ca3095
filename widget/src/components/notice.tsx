import { texts } from '#locale'
import type { Lost, State } from '../state.ts'
import type { Reason } from '../verdict.ts'
import type { Props } from './props.ts'

/** Which truth about what the reader did must be told now, if any. */
export const noticeOf = ({ delivery, lost }: State): Reason | Lost | undefined =>
  lost ?? (delivery === 'clear' || delivery === 'sending' ? undefined : delivery)

/** Tells what has not arrived; takes its room from the middle area, so that nothing moves. */
export const Notice = ({ state, later }: Pick<Props, 'state' | 'later'>) => {
  const Told = later?.Told
  return noticeOf(state) ? <p class="notice">{Told ? <Told {...state} /> : texts.kept}</p> : null
}
