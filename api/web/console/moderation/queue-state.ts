import type {
  ModeratedProposal,
  ProposalCounts,
  ProposalStatus,
  QueueAnswer,
} from '../../../src/wire/index.ts'
import type { QueueFilter } from '../client.ts'

/** A decision of this session, which may be undone. */
export interface Done {
  /** The proposal as it was before. */
  before: ModeratedProposal
  /** As the server has it now; null while the answer is under way. */
  after: ModeratedProposal | null
  /** As it is shown meanwhile. */
  shown: ModeratedProposal
  /** Where it stood in the list. */
  place: number
}

export interface QueueState {
  filter: QueueFilter
  items: readonly ModeratedProposal[]
  /** Which of them is being read. */
  at: number
  /** Where the next page begins; null: there is none. */
  next: string | null
  counts: ProposalCounts
  /** Newest last. */
  done: readonly Done[]
}

export type QueueEvent =
  | { type: 'loaded'; page: QueueAnswer; isMore: boolean }
  | { type: 'moved'; to: number }
  | { type: 'decided'; id: string; status: ProposalStatus; reason: string | null }
  | { type: 'confirmed'; proposal: ModeratedProposal }
  | { type: 'failed'; id: string }
  | { type: 'undone'; id: string }
  | { type: 'changed'; proposal: ModeratedProposal }
  /** How a proposal is now, by somebody else's hand. */
  | { type: 'found'; proposal: ModeratedProposal }
  /** The first page as it is now, while the queue is open. */
  | { type: 'refreshed'; page: QueueAnswer }

/** The queue before its first page has come. */
export const emptyQueue = (filter: QueueFilter): QueueState => ({
  filter,
  items: [],
  at: 0,
  next: null,
  counts: { unread: 0, pending: 0, accepted: 0, refused: 0, postponed: 0 },
  done: [],
})

/** A decision counts as reading. */
const isUnread = ({ status, decidedAt, isSeed }: ModeratedProposal): boolean =>
  decidedAt === null && (status === 'pending' || !isSeed)

const belongs = ({ filter }: QueueState, proposal: ModeratedProposal): boolean => {
  if (filter === null) return true
  return filter === 'unread' ? isUnread(proposal) : filter === proposal.status
}

/** Until the server has said when. */
const NOW = new Date(0).toISOString()

const within = (at: number, items: readonly unknown[]): number => Math.max(0, Math.min(at, items.length - 1))

function recounted(counts: ProposalCounts, from: ModeratedProposal, to: ModeratedProposal): ProposalCounts {
  const less = { ...counts, [from.status]: counts[from.status] - 1 }
  const more = { ...less, [to.status]: less[to.status] + 1 }
  return { ...more, unread: more.unread + Number(isUnread(to)) - Number(isUnread(from)) }
}

function withItems(state: QueueState, items: readonly ModeratedProposal[], at = state.at): QueueState {
  return { ...state, items, at: within(at, items) }
}

const replaced = (state: QueueState, proposal: ModeratedProposal): readonly ModeratedProposal[] =>
  state.items.map((item) => (item.id === proposal.id ? proposal : item))

function decide(state: QueueState, id: string, status: ProposalStatus, reason: string | null): QueueState {
  const place = state.items.findIndex((item) => item.id === id)
  const before = state.items[place]
  if (!before) return state
  const decidedAt = status === 'pending' ? null : NOW
  const shown = { ...before, status, refusalReason: reason, decidedAt }
  const items = belongs(state, shown) ? replaced(state, shown) : state.items.filter((item) => item.id !== id)
  const done = [...state.done, { before, shown, after: null, place }]
  const counts = recounted(state.counts, before, shown)
  return {
    ...withItems(state, items, items.length === state.items.length ? state.at + 1 : state.at),
    done,
    counts,
  }
}

/** Puts a proposal back where it stood, in the state that `proposal` has. */
function putBack(state: QueueState, { before, place, shown }: Done, proposal: ModeratedProposal): QueueState {
  const others = state.items.filter((item) => item.id !== before.id)
  const at = Math.min(place, others.length)
  const items = belongs(state, proposal) ? [...others.slice(0, at), proposal, ...others.slice(at)] : others
  const counts = recounted(state.counts, shown, proposal)
  return { ...withItems(state, items, at), counts }
}

const without = (done: readonly Done[], gone: Done): readonly Done[] => done.filter((one) => one !== gone)

/**
 * What others have decided since leaves, what came since arrives, and the proposal that is being read stays where it is.
 * Pages behind the first one are left as they are.
 */
function refresh(state: QueueState, { proposals, next, counts }: QueueAnswer): QueueState {
  // An answer that was on its way when something was decided here would bring it back.
  if (state.done.some(({ after }) => after === null)) return state
  const last = proposals.at(-1)
  const reach = state.items.findIndex(({ id }) => id === last?.id)
  const behind = next === null || reach < 0 ? [] : state.items.slice(reach + 1)
  const items = [...proposals, ...behind]
  const reading = state.items[state.at]
  const at = items.findIndex(({ id }) => id === reading?.id)
  return {
    ...withItems(state, items, at < 0 ? state.at : at),
    next: behind.length > 0 ? state.next : next,
    counts,
  }
}

/** What moderators see, after something happened: pure, so that the screen moves on before the server answers. */
export function nextQueue(state: QueueState, event: QueueEvent): QueueState {
  switch (event.type) {
    case 'loaded': {
      const { proposals, next, counts } = event.page
      const known = new Set(state.items.map(({ id }) => id))
      const items = event.isMore
        ? [...state.items, ...proposals.filter(({ id }) => !known.has(id))]
        : proposals
      return { ...withItems(state, items, event.isMore ? state.at : 0), next, counts }
    }
    case 'moved':
      return withItems(state, state.items, event.to)
    case 'decided':
      return decide(state, event.id, event.status, event.reason)
    case 'confirmed': {
      const done = state.done.map((one) =>
        one.before.id === event.proposal.id && one.after === null ? { ...one, after: event.proposal } : one,
      )
      return { ...state, items: replaced(state, event.proposal), done }
    }
    case 'failed': {
      const failed = state.done.findLast(({ before, after }) => before.id === event.id && after === null)
      if (!failed) return state
      return { ...putBack(state, failed, failed.before), done: without(state.done, failed) }
    }
    case 'undone': {
      const last = state.done.findLast(({ before }) => before.id === event.id)
      if (!last) return state
      return { ...putBack(state, last, last.before), done: without(state.done, last) }
    }
    case 'changed':
      return { ...state, items: replaced(state, event.proposal) }
    case 'found': {
      const items = belongs(state, event.proposal)
        ? replaced(state, event.proposal)
        : state.items.filter((item) => item.id !== event.proposal.id)
      return withItems(state, items)
    }
    case 'refreshed':
      return refresh(state, event.page)
  }
}
