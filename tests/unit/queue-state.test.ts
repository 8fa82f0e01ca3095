import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModeratedProposal, ProposalStatus } from '../../api/src/wire/index.ts'
import {
  emptyQueue,
  nextQueue,
  type QueueEvent,
  type QueueState,
} from '../../api/web/console/moderation/queue-state.ts'

const proposal = (number: number, status: ProposalStatus = 'pending'): ModeratedProposal => ({
  id: `p${number}`,
  text: `Il faut ${number}`,
  language: 'fr',
  originalText: null,
  status,
  refusalReason: null,
  isSeed: false,
  authorName: null,
  authorAge: null,
  createdAt: '2026-03-10T12:00:00Z',
  decidedAt: null,
  decidedBy: null,
  votes: 0,
  authorGroup: null,
  surge: null,
  theme: null,
  revision: 1,
})

const opened = (count: number, filter: QueueState['filter'] = 'unread'): QueueState =>
  nextQueue(emptyQueue(filter), {
    type: 'loaded',
    isMore: false,
    page: {
      proposals: Array.from({ length: count }, (_, index) => proposal(index)),
      next: null,
      counts: { unread: count, pending: count, accepted: 0, refused: 0, postponed: 0 },
    },
  })

const play = (state: QueueState, ...events: QueueEvent[]): QueueState => events.reduce(nextQueue, state)
const ids = ({ items }: QueueState): string[] => items.map(({ id }) => id)
const decided = (id: string, status: ProposalStatus = 'accepted'): QueueEvent => ({
  type: 'decided',
  id,
  status,
  reason: null,
})

const pageOf = (proposals: ModeratedProposal[], next: string | null = null): QueueEvent => ({
  type: 'refreshed',
  page: {
    proposals,
    next,
    counts: { unread: proposals.length, pending: proposals.length, accepted: 0, refused: 0, postponed: 0 },
  },
})

describe('The queue while colleagues work on it', () => {
  it('drops what they decided, takes what came, and stays with the proposal that is being read', () => {
    const state = play(opened(4), { type: 'moved', to: 2 }, pageOf([proposal(1), proposal(2), proposal(9)]))
    expect(ids(state)).toEqual(['p1', 'p2', 'p9'])
    expect(state.items[state.at]?.id).toBe('p2')
    expect(state.counts.unread).toBe(3)
  })

  it('keeps the pages behind the first one', () => {
    const state = play(opened(6), pageOf([proposal(0), proposal(2)], 'further'))
    expect(ids(state)).toEqual(['p0', 'p2', 'p3', 'p4', 'p5'])
  })

  it('does not bring back what is being decided here', () => {
    const state = play(opened(3), decided('p0'), pageOf([proposal(0), proposal(1), proposal(2)]))
    expect(ids(state)).toEqual(['p1', 'p2'])
  })

  it('lets a proposal go that somebody else decided on', () => {
    const state = play(
      opened(3),
      decided('p0'),
      { type: 'failed', id: 'p0' },
      { type: 'found', proposal: { ...proposal(0, 'refused'), decidedAt: '2026-03-10T12:00:00Z' } },
    )
    expect(ids(state)).toEqual(['p1', 'p2'])
  })
})

describe('The queue on the screen', () => {
  it('moves on to the next proposal when one is decided on', () => {
    const state = play(opened(3), { type: 'moved', to: 1 }, decided('p1'))
    expect(ids(state)).toEqual(['p0', 'p2'])
    expect(state.items[state.at]?.id).toBe('p2')
    expect(state.counts).toEqual({ unread: 2, pending: 2, accepted: 1, refused: 0, postponed: 0 })
  })

  it('reads the last one when the last is decided on', () => {
    const state = play(opened(2), { type: 'moved', to: 1 }, decided('p1'))
    expect(state.items[state.at]?.id).toBe('p0')
  })

  it('puts a proposal back where it stood when its decision is taken back', () => {
    const state = play(
      opened(3),
      decided('p1'),
      { type: 'confirmed', proposal: { ...proposal(1, 'accepted'), revision: 2 } },
      { type: 'undone', id: 'p1' },
      { type: 'changed', proposal: { ...proposal(1), revision: 3 } },
    )
    expect(ids(state)).toEqual(['p0', 'p1', 'p2'])
    expect(state.items[state.at]).toMatchObject({ id: 'p1', revision: 3 })
    expect(state.done).toEqual([])
  })

  it('puts a proposal back when the server refuses its decision', () => {
    const state = play(opened(3), decided('p0', 'refused'), { type: 'failed', id: 'p0' })
    expect(ids(state)).toEqual(['p0', 'p1', 'p2'])
    expect(state.counts.refused).toBe(0)
  })

  it('keeps what is decided on in sight where every status is shown, and reads the next', () => {
    const state = play(opened(3, null), decided('p0', 'postponed'))
    expect(state.items[0]).toMatchObject({ id: 'p0', status: 'postponed' })
    expect(state.at).toBe(1)
  })

  it('lets go of what readers published themselves once somebody has read it', () => {
    const published = { ...proposal(0, 'accepted'), isSeed: false }
    const page = {
      proposals: [published],
      next: null,
      counts: { unread: 1, pending: 0, accepted: 1, refused: 0, postponed: 0 },
    }
    const state = play(
      emptyQueue('unread'),
      { type: 'loaded', isMore: false, page },
      decided('p0', 'accepted'),
    )
    expect(ids(state)).toEqual([])
    expect(state.counts).toMatchObject({ unread: 0, accepted: 1 })
  })

  it('takes in a further page without showing anything twice', () => {
    const page = {
      proposals: [proposal(1), proposal(2)],
      next: null,
      counts: { unread: 3, pending: 3, accepted: 0, refused: 0, postponed: 0 },
    }
    expect(ids(play(opened(2), { type: 'loaded', isMore: true, page }))).toEqual(['p0', 'p1', 'p2'])
  })

  it('loses and doubles nothing, whatever is decided, refused by the server and taken back', () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('decided' as const),
        id: fc.integer({ min: 0, max: 5 }).map((number) => `p${number}`),
        status: fc.constantFrom<ProposalStatus>('accepted', 'refused', 'postponed'),
        reason: fc.constant(null),
      }),
      fc.record({
        type: fc.constantFrom('failed' as const, 'undone' as const),
        id: fc.integer({ min: 0, max: 5 }).map((number) => `p${number}`),
      }),
      fc.record({ type: fc.constant('moved' as const), to: fc.integer({ min: -3, max: 9 }) }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const state = play(opened(6), ...events)
        const known = [...ids(state), ...state.done.map(({ before }) => before.id)]
        expect(known.toSorted()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])
        expect(state.counts.unread).toBe(state.items.length)
        const { pending, accepted, refused, postponed } = state.counts
        expect(pending).toBe(state.items.length)
        expect(pending + accepted + refused + postponed).toBe(6)
        if (state.items.length > 0) expect(state.items[state.at]).toBeDefined()
      }),
    )
  })
})
