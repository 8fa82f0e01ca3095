import { texts } from '#later-locale'
import type { State } from '../state.ts'
import { noticeOf } from './notice.tsx'

/** What must be told now, in words; empty if nothing. */
export const told = (state: State): string => {
  const notice = noticeOf(state)
  return notice ? texts.notices[notice] : ''
}

/** The same, with a way on where the vote can be cast elsewhere. */
export const Told = (state: State) =>
  state.lost === 'refused' ? (
    <a href={state.consultation?.url ?? ''} target="_top">
      <span>{told(state)}</span>
    </a>
  ) : (
    <span>{told(state)}</span>
  )
