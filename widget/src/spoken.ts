import { texts } from '#locale'
import { noticeOf } from './components/notice.tsx'
import { type Action, ballot, counts, type State } from './state.ts'
import { percentages, total } from './tallies.ts'

/** The one sentence that a screen reader says after an act; undefined: nothing new to say. */
export const spoken = (action: Action, before: State, after: State): string | undefined => {
  const own = ballot(after)
  const shown = counts(after)
  const notice = noticeOf(after)
  if (notice && notice !== noticeOf(before)) return texts.notices[notice]
  if (action.type === 'vote' && own && shown) {
    return texts.voted(own.vote, texts.percent(percentages(shown)[own.vote]), total(shown))
  }
  if (action.type === 'undo') return texts.undone
  if (action.type === 'form' && action.problem) return texts.problems[action.problem]
  return before.screen === after.screen ? undefined : ''
}
