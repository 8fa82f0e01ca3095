import { texts } from '#later-locale'
import { type Action, ballot, current, type State } from '../core/state.ts'
import { counts, percentages, total } from '../core/tallies.ts'
import { noticeOf } from './controls.tsx'

/** The one sentence that a screen reader says after an act; undefined: nothing new to say. */
export const announcement = (action: Action, before: State, after: State): string | undefined => {
  const own = ballot(after)
  const shown = counts(after)
  const notice = noticeText(after)
  if (notice && notice !== noticeText(before)) return notice
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

/** What must be told now, in words; empty if nothing. */
const noticeText = (state: State): string => {
  const notice = noticeOf(state)
  return notice ? texts.notices[notice] : ''
}

/** The same, with a way on where the vote can be cast elsewhere. */
export const NoticeContent = (state: State) =>
  state.lost === 'refused' ? (
    <a href={state.consultation?.url ?? ''} target="_top">
      <span>{noticeText(state)}</span>
    </a>
  ) : (
    <span>{noticeText(state)}</span>
  )

const target = (action: Action, before: State, after: State): string => {
  // The button that undoes goes away; the vote it undid is where the reader was.
  if (action.type === 'undo') return `.vote.${ballot(before)?.vote}`
  if (!before.about !== !after.about) return after.about ? '.stage' : '.about'
  if (action.type === 'form' && action.problem) return '[aria-invalid=true]'
  return before.screen !== after.screen || current(before) !== current(after) ? 'textarea,.stage' : 'none'
}

/** Keeps the focus where the reader is: never on first load, never scrolling the article. */
export const moveFocus = (root: ShadowRoot, action: Action, before: State, after: State): void => {
  if (before.screen === 'loading') return
  // The form that is given back with what was written in it.
  if (action.type === 'set' && action.change.draft) return
  const element = root.querySelector<HTMLElement>(target(action, before, after))
  element?.focus({ preventScroll: true })
  if (action.type === 'next') element?.scrollTo(0, 0)
}
