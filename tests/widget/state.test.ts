import { describe, expect, it } from 'vitest'
import '../../widget/src/core/state-later.ts'
import {
  type Action,
  ballot,
  candidates,
  current,
  initialState,
  reduce,
} from '../../widget/src/core/state.ts'
import { counts } from '../../widget/src/core/tallies.ts'
import { payload, proposalId, proposals } from './support.ts'

const begun = (draw = payload().draw, phase: 'open' | 'upcoming' | 'results' = 'open') => {
  const answer = payload({ draw, phase })
  const drawn = reduce(initialState, { type: 'drawn', payload: answer, proposals: answer.draw.proposals })
  return reduce(drawn, { type: 'begin' })
}
const play = (state = begun(), ...actions: Action[]) => actions.reduce(reduce, state)

describe('the sequence', () => {
  it('shows as many proposals as the consultation asks for', () => {
    const state = begun()
    expect(state.screen).toBe('vote')
    expect(state.sequence).toHaveLength(3)
  })

  it('leaves out what the reader has voted on, on any page', () => {
    const voted = {
      ...initialState,
      votes: { [proposalId(0)]: { vote: 'agree' as const, qualifications: [] } },
    }
    const answer = payload()
    const state = play(voted, { type: 'drawn', payload: answer, proposals: proposals(5) }, { type: 'begin' })
    expect(state.sequence.map(({ id }) => id)).not.toContain(proposalId(0))
  })

  it('ends with thanks that count the votes', () => {
    const state = play(
      begun(),
      { type: 'vote', vote: 'agree' },
      { type: 'next' },
      { type: 'next' },
      { type: 'vote', vote: 'neutral' },
      { type: 'next' },
    )
    expect(state.screen).toBe('thanks')
    expect(state.voted).toHaveLength(2)
  })

  it('brings skipped proposals back only when nothing else is left', () => {
    const state = play(begun(), { type: 'next' }, { type: 'next' }, { type: 'next' })
    expect(candidates(state).map(({ id }) => id)).toEqual([proposalId(3), proposalId(4)])
    const rest = play(state, { type: 'begin' }, { type: 'next' }, { type: 'next' })
    expect(candidates(rest)).toHaveLength(5)
  })

  it('says that nothing is left once all is voted on', () => {
    const one = { number: 0, last: true, proposals: proposals(1) }
    const state = play(begun(one), { type: 'vote', vote: 'agree' }, { type: 'next' }, { type: 'begin' })
    expect(state.screen).toBe('nothing')
  })

  it.each(['upcoming', 'results'] as const)('asks for no vote in the phase %s', (phase) => {
    expect(begun(undefined, phase).screen).toBe('closed')
  })
})

describe('a vote', () => {
  it('shows what others think, with itself in it, at once', () => {
    expect(counts(begun())).toBeUndefined()
    expect(counts(play(begun(), { type: 'vote', vote: 'disagree' }))).toEqual({
      agree: 6,
      disagree: 4,
      neutral: 1,
    })
  })

  it('is counted once when the server has it too', () => {
    const id = current(begun())?.id ?? ''
    const counted = { tallies: { agree: 20, disagree: 4, neutral: 1 }, includes: 'agree' as const }
    const state = play(begun(), { type: 'vote', vote: 'agree' }, { type: 'counted', proposal: id, counted })
    expect(counts(state)?.agree).toBe(20)
    expect(counts(play(state, { type: 'vote', vote: 'neutral' }))).toEqual({
      agree: 19,
      disagree: 4,
      neutral: 2,
    })
  })

  it('loses its nuances when it changes', () => {
    const state = play(
      begun(),
      { type: 'vote', vote: 'agree' },
      { type: 'qualify', qualification: 'likeIt' },
      { type: 'qualify', qualification: 'doable' },
      { type: 'qualify', qualification: 'likeIt' },
    )
    expect(ballot(state)?.qualifications).toEqual(['doable'])
    expect(ballot(play(state, { type: 'vote', vote: 'neutral' }))?.qualifications).toEqual([])
  })

  it('can be taken back', () => {
    const state = play(begun(), { type: 'vote', vote: 'agree' }, { type: 'undo' })
    expect(ballot(state)).toBeUndefined()
    expect(state.voted).toEqual([])
    expect(state.screen).toBe('vote')
  })

  it('follows what another tab has done', () => {
    const id = current(begun())?.id ?? ''
    const state = play(begun(), {
      type: 'set',
      change: { votes: { [id]: { vote: 'neutral', qualifications: [] } } },
    })
    expect(ballot(state)?.vote).toBe('neutral')
  })
})

describe('the form', () => {
  it('keeps the draft when the reader goes back to the proposal', () => {
    const draft = { text: 'planter des arbres', name: '', age: '' }
    const state = play(
      begun(),
      { type: 'propose' },
      { type: 'set', change: { draft } },
      { type: 'cancel' },
      { type: 'propose' },
    )
    expect(state.draft).toEqual(draft)
  })

  it('offers the proposal that says the same, as the next one to vote on', () => {
    const state = play(begun(), { type: 'propose' }, { type: 'voteOn', proposal: proposalId(4) })
    expect(state.screen).toBe('vote')
    expect(current(state)?.id).toBe(proposalId(4))
    expect(state.sequence).toHaveLength(4)
  })
})
