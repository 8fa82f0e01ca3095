import { texts } from '#locale'
import { noticeOf } from './components/notice.tsx'
import { type Action, ballot, current, type State } from './state.ts'
import { percentages, withOwn } from './tallies.ts'

const voted = (state: State): string => {
  const own = ballot(state)?.vote
  const counted = state.counted[current(state)?.id ?? '']
  if (!own || !counted) return ''
  const counts = withOwn(counted, own)
  return texts.voted(own, percentages(counts), counts.agree + counts.disagree + counts.neutral)
}

/** The one sentence that a screen reader says after an act; undefined: nothing new to say. */
export const spoken = (action: Action, before: State, after: State): string | undefined => {
  const notice = noticeOf(after)
  switch (action.type) {
    case 'vote':
      return voted(after)
    case 'undo':
      return texts.undone
    case 'qualify':
      return texts.qualified(
        action.qualification,
        !!ballot(after)?.qualifications.includes(action.qualification),
      )
    case 'form':
      return action.problem ? texts.problems[action.problem] : ''
    case 'delivery':
    case 'refused':
      return notice && notice !== noticeOf(before) ? texts.notices[notice] : undefined
    case 'next':
    case 'propose':
    case 'cancel':
      return ''
    default:
      return undefined
  }
}
