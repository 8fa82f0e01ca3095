import { texts } from '#locale'
import type { State } from '../state.ts'

/** Which truth about the reader's votes must be told now, if any. */
export const noticeOf = ({ delivery, refused }: State): keyof typeof texts.notices | undefined =>
  refused ? 'refused' : delivery === 'offline' || delivery === 'busy' ? delivery : undefined

/** Tells the reader that a vote has not arrived; takes its room from the middle area, so that nothing moves. */
export const Notice = ({ state }: { state: State }) => {
  const notice = noticeOf(state)
  return notice ? <p class="notice">{texts.notices[notice]}</p> : null
}
