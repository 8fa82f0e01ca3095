import { type Action, ballot, type State } from './state.ts'

const focusAfter = (action: Action, before: State, after: State): string | undefined => {
  switch (action.type) {
    // The button that undoes goes away; the vote it undid is where the reader was.
    case 'undo':
      return `[data-focus=${ballot(before)?.vote}]`
    case 'propose':
      return '[data-focus=text]'
    case 'form':
      return action.problem && `[data-focus=${action.problem === 'age' ? 'age' : 'text'}]`
    case 'begin':
      return before.screen === 'loading' ? undefined : '.stage'
    case 'next':
    case 'voteOn':
    case 'cancel':
    case 'proposed':
      return '.stage'
    default:
      return after.screen === before.screen ? undefined : '.stage'
  }
}

/** Keeps the focus where the reader is: never on first load, never scrolling the article. */
export const moveFocus = (root: ShadowRoot, action: Action, before: State, after: State): void => {
  const selector = before.screen === 'loading' ? undefined : focusAfter(action, before, after)
  const target = selector ? root.querySelector<HTMLElement>(selector) : null
  if (!target) return
  if (selector === '.stage') target.scrollTop = 0
  target.focus({ preventScroll: true })
}
