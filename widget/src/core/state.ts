import type {
  Consultation,
  DrawnProposal,
  EmbedPayload,
  Outcome,
  ProblemCode,
  Qualification,
  Vote,
} from '@unisson/api/wire'
import type { Ballot } from './device.ts'
import type { Draft, FormProblem } from './draft.ts'
import type { Delivery } from './outbox.ts'
import type { Reason } from './verdict.ts'

export type Screen =
  | 'loading'
  | 'failed'
  | 'closed'
  | 'vote'
  | 'segment'
  | 'propose'
  | 'proposed'
  | 'thanks'
  | 'nothing'

/** What was taken from the reader, and must be told: refused, no longer open, too old, or a proposal of an earlier page. */
export type Lost = 'refused' | 'gone' | 'expired' | 'unsent'

export type Counts = DrawnProposal['tallies']

/** What was counted, and which vote of this reader is in it. */
export interface Counted {
  tallies: Counts
  includes: Vote | null
}

/** Why nothing can be shown: refused, or not now; and whether the page is the publisher's, if known. */
export interface Failure {
  refused?: ProblemCode | '' | undefined
  later?: Reason | undefined
  listed?: boolean | undefined
}

export interface State {
  screen: Screen
  consultation?: Consultation
  outcome?: Outcome | undefined
  /** The part of the public that the reader belongs to; null: asked, and not answered */
  segment?: string | null | undefined
  /** All proposals drawn so far, in this reader's own order */
  drawn: DrawnProposal[]
  draw: number
  lastDraw: boolean
  sequence: DrawnProposal[]
  position: number
  /** Shown in this page life, voted on or not */
  seen: string[]
  votes: Record<string, Ballot>
  counted: Record<string, Counted>
  delivery: Delivery
  lost?: Lost | undefined
  /** Contributions since the sequence began */
  voted: string[]
  proposals: number
  form: { sending: boolean; problem?: FormProblem; duplicateOf?: string | undefined }
  draft: Draft
  /** The form is open: it stays so when the draw is read again. */
  writing: boolean
  submission: 'pending' | 'accepted' | 'waiting'
  /** Nothing can be done here; trying again does not help. */
  final: boolean
  /** Who asks, and what becomes of a vote, is in front of the screen; the reader may be about to be forgotten. */
  about?: 'open' | 'sure' | 'forgotten' | undefined
  askedBy?: string[] | undefined
  /** Squares of the code to be scanned on paper */
  code?: string | undefined
  /** Why nothing can be shown */
  failure?: Failure | undefined
}

export type Action =
  | { type: 'drawn'; payload: EmbedPayload; proposals: DrawnProposal[] }
  /** What became known, or was typed: no more than it says. */
  | { type: 'set'; change: Partial<State> }
  | { type: 'begin' }
  | { type: 'vote'; vote: Vote }
  | { type: 'undo' }
  | { type: 'qualify'; qualification: Qualification }
  | { type: 'next' }
  | { type: 'propose' }
  | { type: 'cancel' }
  | { type: 'form'; problem?: FormProblem; duplicateOf?: string | undefined; sending?: boolean }
  | { type: 'proposed'; submission: State['submission'] }
  | { type: 'voteOn'; proposal: string }
  | { type: 'counted'; proposal: string; counted: Counted }

export const initialState: State = {
  screen: 'loading',
  drawn: [],
  draw: -1,
  lastDraw: false,
  sequence: [],
  position: 0,
  seen: [],
  votes: {},
  counted: {},
  delivery: 'clear',
  voted: [],
  proposals: 0,
  form: { sending: false },
  draft: { text: '', name: '', age: '' },
  writing: false,
  submission: 'pending',
  final: false,
}

/** The proposal in front of the reader. */
export const current = (state: State): DrawnProposal | undefined => state.sequence[state.position]

/** What is in front of the reader: another place is made of other nodes, so that nothing of the one before can stay. */
export const placeOf = (state: State): string =>
  state.about ? 'about' : state.screen === 'vote' ? `${current(state)?.id}` : state.screen

/** The reader's vote on the proposal in front of them. */
export const ballot = (state: State): Ballot | undefined => state.votes[current(state)?.id ?? '']

export const takesVotes = ({ phase }: Consultation): boolean => phase === 'open' || phase === 'vote-only'

/** Proposals that can make a sequence: not voted on; those not seen yet before those that were skipped. */
export const candidates = ({ drawn, votes, seen, lastDraw }: State): DrawnProposal[] => {
  const open = drawn.filter(({ id }) => !votes[id])
  const unseen = open.filter(({ id }) => !seen.includes(id))
  return unseen.length || !lastDraw ? unseen : open
}

const begin = (state: State): State => {
  const { consultation } = state
  if (!consultation) return state
  if (!takesVotes(consultation)) return { ...state, screen: 'closed' }
  const sequence = candidates(state).slice(0, consultation.sequenceSize)
  const isWriting = state.writing && consultation.phase === 'open'
  const screen = isWriting ? 'propose' : sequence.length ? 'vote' : 'nothing'
  return { ...state, screen, sequence, position: 0, voted: [], proposals: 0 }
}

const castVote = (state: State, cast: Ballot | undefined): State => {
  const id = current(state)?.id
  if (!id) return state
  const { [id]: _before, ...others } = state.votes
  const voted = state.voted.filter((other) => other !== id)
  return {
    ...state,
    lost: undefined,
    votes: cast ? { ...others, [id]: cast } : others,
    voted: cast ? [...voted, id] : voted,
  }
}

const qualify = (state: State, qualification: Qualification): State => {
  const cast = ballot(state)
  if (!cast) return state
  const qualifications = cast.qualifications.includes(qualification)
    ? cast.qualifications.filter((other) => other !== qualification)
    : [...cast.qualifications, qualification]
  return castVote(state, { ...cast, qualifications })
}

const next = (state: State): State => {
  const seen = [...state.seen, current(state)?.id ?? '']
  const position = state.position + 1
  const screen = position < state.sequence.length ? 'vote' : 'thanks'
  return { ...state, seen, position, screen, lost: undefined }
}

const addDraw = (state: State, { payload, proposals }: Extract<Action, { type: 'drawn' }>): State => {
  const known = new Set(state.drawn.map(({ id }) => id))
  const added = proposals.filter(({ id }) => !known.has(id))
  const counted = { ...state.counted }
  for (const { id, tallies } of added) {
    counted[id] ??= { tallies, includes: state.votes[id]?.vote ?? null }
  }
  return {
    ...state,
    consultation: payload.consultation,
    outcome: payload.outcome,
    askedBy: payload.askedBy,
    code: payload.code,
    drawn: [...state.drawn, ...added],
    draw: payload.draw.number,
    lastDraw: payload.draw.last,
    counted,
  }
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

const propose = (state: State, submission: State['submission']): State => ({
  ...state,
  screen: 'proposed',
  writing: false,
  submission,
  proposals: state.proposals + 1,
  draft: { ...state.draft, text: '' },
})

/** The whole behaviour of the screens; no clock, no storage, no network. */
export const reduce = (state: State, action: Action): State => {
  switch (action.type) {
    case 'drawn':
      return addDraw(state, action)
    case 'set':
      return { ...state, ...action.change }
    case 'begin':
      return begin(state)
    case 'vote':
      return castVote(state, { vote: action.vote, qualifications: [] })
    case 'undo':
      return castVote(state, undefined)
    case 'qualify':
      return qualify(state, action.qualification)
    case 'next':
      return next(state)
    case 'propose':
      return { ...state, screen: 'propose', writing: true, form: { sending: false } }
    case 'cancel':
      return back(state)
    case 'form': {
      const { type: _type, sending = false, ...form } = action
      return { ...state, form: { ...form, sending } }
    }
    case 'proposed':
      return propose(state, action.submission)
    case 'voteOn':
      return voteOn(state, action.proposal)
    case 'counted':
      return { ...state, counted: { ...state.counted, [action.proposal]: action.counted } }
  }
}
