import { type Action, ballot, current, type State } from './state.ts'

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
