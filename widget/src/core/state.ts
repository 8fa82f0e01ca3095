import type {
  Consultation,
  DrawnProposal,
  EmbedPayload,
  Followed,
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

/**
 * What must be told: what was taken from the reader, as refused, no longer open, too old, or a proposal of an earlier page; or
 * what came of a vote elsewhere.
 */
export type Lost = 'refused' | 'gone' | 'expired' | 'unsent' | 'followed'

/** A proposal, and the proof of the draw that it came in; an older server gives none. */
export type ServedProposal = DrawnProposal & {
  served?: string | undefined
  /** A translated one, of which the reader sees the original. */
  isOriginal?: boolean
}

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
  /** Actions that came of other consultations */
  followed?: Followed[] | undefined
  /** The one of them that rests on a proposal that this reader voted on */
  news?: Followed | undefined
  /** The part of the public that the reader belongs to; null: asked, and not answered */
  segment?: string | null | undefined
  /** All proposals drawn so far, in this reader's own order */
  drawn: ServedProposal[]
  draw: number
  lastDraw: boolean
  sequence: ServedProposal[]
  position: number
  /** Shown in this page view, voted on or not */
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
  /** Sentences of the publisher and the consultation, by language */
  words?: EmbedPayload['words']
  /** Squares of the code to be scanned on paper */
  code?: string | undefined
  /** Why nothing can be shown */
  failure?: Failure | undefined
}

export type Action =
  | { type: 'drawn'; payload: EmbedPayload; proposals: ServedProposal[] }
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
export const current = (state: State): ServedProposal | undefined => state.sequence[state.position]

/** What is in front of the reader: another place is made of other nodes, so that nothing of the one before can stay. */
export const placeOf = (state: State): string =>
  state.about ? 'about' : state.screen === 'vote' ? `${current(state)?.id}` : state.screen

/** The reader's vote on the proposal in front of them. */
export const ballot = (state: State): Ballot | undefined => state.votes[current(state)?.id ?? '']

/** True while the server stores votes. */
export const takesVotes = ({ phase }: Consultation): boolean => phase === 'open' || phase === 'vote-only'

/** Proposals that can make a sequence: not voted on; those not seen yet before those that were skipped. */
export const candidates = ({ drawn, votes, seen, lastDraw }: State): ServedProposal[] => {
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

/** The state with this vote on the proposal in front; undefined: with none. */
export const castVote = (state: State, cast: Ballot | undefined): State => {
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
    followed: payload.followed,
    askedBy: payload.askedBy,
    words: payload.words,
    code: payload.code,
    drawn: [...state.drawn, ...added],
    draw: payload.draw.number,
    lastDraw: payload.draw.last,
    counted,
  }
}

/** Acts that only screens of the second download know: it brings what they change. */
export const laterActs: { reduce(state: State, action: Action): State } = { reduce: (state) => state }

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
    case 'next':
      return next(state)
    case 'propose':
      return { ...state, screen: 'propose', writing: true, form: { sending: false } }
    default:
      return laterActs.reduce(state, action)
  }
}
