import type { Followed } from '@unisson/api/wire'
import type { ComponentChildren } from 'preact'
import { type Action, ballot, current, type State } from '../core/state.ts'
import { counts, percentages, total } from '../core/tallies.ts'
import { around } from '../words/around.tsx'
import { percent, sayPlural } from '../words/format.ts'
import { locale } from '../words/locale.ts'
import { say } from '../words/say.ts'
import { noticeOf } from './controls.tsx'

/** The one sentence that a screen reader says after an act; undefined: nothing new to say. */
export const announcement = (action: Action, before: State, after: State): ComponentChildren => {
  const own = ballot(after)
  const shown = counts(after)
  const notice = noticeText(after)
  if (notice && notice !== noticeText(before)) return told(after)
  if (after.about === 'forgotten' && before.about === 'sure') return say('forgotten')
  if (action.type === 'vote' && own && shown) {
    const count = total(shown)
    return sayPlural(count > 1 ? 'voted' : 'votedFirst', {
      vote: say(`votes.${own.vote}`).toLocaleLowerCase(locale.language),
      share: percent(percentages(shown)[own.vote]),
      count,
    })
  }
  if (action.type === 'undo') return say('undone')
  if (action.type === 'form' && action.problem) return say(`problems.${action.problem}`)
  return before.screen === after.screen ? undefined : ''
}

/** What must be told now, in words; empty if nothing. */
const noticeText = (state: State): string => {
  const notice = noticeOf(state)
  return notice ? say(`notices.${notice}`) : ''
}

/** What came of a vote: the title is in the language of its consultation, which need not be that of the words around it. */
export const followed = ({ title, language }: Followed) =>
  around(say('notices.followed', { title: '\n' }), [title], language)

const told = (state: State) =>
  state.lost === 'followed' && state.news ? followed(state.news) : noticeText(state)

/** Where a notice leads: to the page on which the vote can be cast, or to what came of one. */
const way = ({ lost, news, consultation }: State): string | undefined =>
  lost === 'followed' ? news?.url : lost === 'refused' ? consultation?.url : undefined

/** The same, with the way on, if there is one. */
export const NoticeContent = (state: State) => {
  const words = <span>{told(state)}</span>
  const href = way(state)
  return href ? <a href={href}>{words}</a> : words
}

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
