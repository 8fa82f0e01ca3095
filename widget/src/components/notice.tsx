import { texts } from '#locale'
import type { Lost, State } from '../state.ts'
import type { Reason } from '../verdict.ts'
import type { Props } from './props.ts'

/** Which truth about what the reader did must be told now, if any. */
export const noticeOf = ({ delivery, lost }: State): Reason | Lost | undefined =>
  lost ?? (delivery === 'clear' || delivery === 'sending' ? undefined : delivery)

/** Tells what has not arrived; takes its room from the middle area, so that nothing moves. */
export const Notice = ({ state, later }: Pick<Props, 'state' | 'later'>) => {
  const notice = noticeOf(state)
  const Told = later?.Told
  return notice ? (
    <p class="notice">
      {/* Until the second download has come, nothing was sent. */}
      {Told ? (
        <Told {...state} />
      ) : (
        <span>{texts.notices[notice === 'offline' ? notice : 'unreachable']}</span>
      )}
    </p>
  ) : null
}
