import type { Qualification } from '@unisson/api/wire'
import { ballot, castVote, current, laterActs, type State } from './state.ts'

// What acts change that can come only from screens of the second download.

const qualify = (state: State, qualification: Qualification): State => {
  const cast = ballot(state)
  if (!cast) return state
  const qualifications = cast.qualifications.includes(qualification)
    ? cast.qualifications.filter((other) => other !== qualification)
    : [...cast.qualifications, qualification]
  return castVote(state, { ...cast, qualifications })
}

/** Where the reader stands after the form: the proposal they were at, or the end of the sequence. */
const back = (state: State): State =>
  current(state)
    ? { ...state, writing: false, screen: 'vote' }
    : { ...state, writing: false, screen: state.sequence.length ? 'thanks' : 'nothing' }

const voteOn = (state: State, id: string): State => {
  const proposal = state.drawn.find((other) => other.id === id)
  if (!proposal) return back(state)
  const { sequence, position } = state
  const before = sequence.slice(0, position)
  const after = sequence.slice(position).filter((other) => other !== proposal)
  return { ...state, writing: false, screen: 'vote', sequence: [...before, proposal, ...after] }
}

const proposed = (state: State, submission: State['submission']): State => ({
  ...state,
  screen: 'proposed',
  writing: false,
  submission,
  proposals: state.proposals + 1,
  draft: { ...state.draft, text: '' },
})

laterActs.reduce = (state, action) => {
  switch (action.type) {
    case 'qualify':
      return qualify(state, action.qualification)
    case 'cancel':
      return back(state)
    case 'form': {
      const { type: _type, sending = false, ...form } = action
      return { ...state, form: { ...form, sending } }
    }
    case 'proposed':
      return proposed(state, action.submission)
    case 'voteOn':
      return voteOn(state, action.proposal)
    case 'counted':
      return { ...state, counted: { ...state.counted, [action.proposal]: action.counted } }
    default:
      return state
  }
}
