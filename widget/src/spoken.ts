import { texts } from '#later-locale'
import { told } from './components/told.tsx'
import { type Action, ballot, type State } from './state.ts'
import { counts, percentages, total } from './tallies.ts'

/** The one sentence that a screen reader says after an act; undefined: nothing new to say. */
export const spoken = (action: Action, before: State, after: State): string | undefined => {
  const own = ballot(after)
  const shown = counts(after)
  const notice = told(after)
  if (notice && notice !== told(before)) return notice
  if (after.about === 'forgotten' && before.about === 'sure') return texts.forgotten
  if (action.type === 'vote' && own && shown) {
    return texts.voted(own.vote, texts.percent(percentages(shown)[own.vote]), total(shown))
  }
  if (action.type === 'undo') return texts.undone
  if (action.type === 'form' && action.problem) return texts.problems[action.problem]
  return before.screen === after.screen ? undefined : ''
}

/** How many have voted on the proposal in front, once the reader has. */
export const voteCount = (state: State): string | undefined => {
  const shown = counts(state)
  return shown && texts.voteCount(total(shown))
}
