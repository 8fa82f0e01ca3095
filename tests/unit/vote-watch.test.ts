import { randomLcg } from 'd3-random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NamedDraw, type SetAside, VoteWatch } from '../../api/src/trust/vote-watch.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import { MINUTE, SECOND, testRuntime } from '../support/runtime.ts'

const PROPOSALS = Array.from({ length: 800 }, (_, index) => `p${index}`)
const TARGET = 'p7'
const CONSULTATION = 'c'

interface Ballot {
  name: string
  party: 'honest' | 'fake'
  network: string
  votes: { proposal: string; vote: Vote; draw: NamedDraw; at: number }[]
}

/** Half an hour of a consultation: a draw every five seconds, and readers who vote on some of what they are shown. */
function scene(seed: number, readers = 900, always: readonly string[] = []) {
  const random = randomLcg(seed)
  const whole = (below: number) => Math.floor(below * random())
  const some = <Item>(items: readonly Item[], size: number): Item[] =>
    items
      .map((item) => ({ item, place: random() }))
      .sort((one, other) => one.place - other.place)
      .slice(0, size)
      .map(({ item }) => item)
  const draws = Array.from({ length: 360 }, (_, index): NamedDraw & { proposals: string[] } => ({
    id: `d${index}`,
    at: index * 5 * SECOND,
    number: 0,
    proposals: [...always, ...some(PROPOSALS, 18 - always.length)],
  }))
  const home = () => `${80 + whole(20)}.${whole(256)}.${whole(256)}`
  function ballot(name: string, network: string, draw: (typeof draws)[number], size: number): Ballot {
    const votes = some(draw.proposals, size).map((proposal, index) => ({
      proposal,
      vote: (random() < 0.6 ? 'agree' : 'disagree') as Vote,
      draw,
      at: draw.at + index * 8 * SECOND,
    }))
    return { name, party: 'honest', network, votes }
  }
  const honest = Array.from({ length: readers }, (_, index) => {
    const draw = draws[whole(draws.length)] as (typeof draws)[number]
    return ballot(`h${index}`, index % 4 === 0 ? '192.0.2' : home(), draw, random() < 0.3 ? 1 : 1 + whole(12))
  })
  const fake = (name: string, network: string, others: number): Ballot => {
    const holding = draws.filter(({ proposals }) => proposals.includes(TARGET))
    const draw = holding[whole(holding.length)] as (typeof draws)[number]
    const rest = some(
      draw.proposals.filter((id) => id !== TARGET),
      others,
    )
    const votes = [TARGET, ...rest].map((proposal, index) => ({
      proposal,
      vote: 'agree' as Vote,
      draw,
      at: draw.at + index * 8 * SECOND,
    }))
    return { name, party: 'fake', network, votes }
  }
  return { draws, honest, fake, home, ballot, whole }
}

/** Plays all ballots in the order of their votes, with a look every three minutes, and says what was set aside in the end. */
async function play(ballots: readonly Ballot[], draws: readonly NamedDraw[]) {
  const runtime = testRuntime(0)
  const aside = new Map<string, string>()
  const alarms: { rule: string; at: number }[] = []
  const names = new Map<string, string>()
  const voterOf = (name: string): Buffer => {
    const voter = Buffer.alloc(16)
    voter.write(name.padEnd(16))
    names.set(voter.toString('latin1'), name)
    return voter
  }
  const keyOf = (name: string, proposal: string) => `${name} ${proposal}`
  const watch = new VoteWatch({
    monotonic: runtime.monotonic,
    bytes: runtime.bytes,
    setAside: async ({ rule, votes }: SetAside) => {
      for (const { key } of votes) {
        const name = names.get(Buffer.from(key.voter).toString('latin1')) ?? ''
        aside.set(keyOf(name, key.proposalId), rule)
      }
    },
    onAlarm: ({ rule }) => alarms.push({ rule, at: runtime.monotonic() }),
  })
  for (const draw of draws) watch.noteDraw(CONSULTATION, draw)
  const votes = ballots
    .flatMap(({ name, network, votes: cast }) => cast.map((vote) => ({ name, network, ...vote })))
    .sort((one, other) => one.at - other.at)
  let looked = 0
  for (const { name, network, proposal, vote, draw, at } of votes) {
    runtime.pass(Math.max(0, at - runtime.monotonic()))
    if (runtime.monotonic() - looked >= 3 * MINUTE) {
      looked = runtime.monotonic()
      await watch.look()
    }
    const seen = { proposalId: proposal, voter: voterOf(name), vote, network, draw }
    const rule = watch.note(CONSULTATION, seen)
    if (rule) aside.set(keyOf(name, proposal), rule)
  }
  runtime.pass(4 * MINUTE)
  await watch.look()
  const of = (party: Ballot['party'], only?: string) =>
    ballots
      .filter((ballot) => ballot.party === party)
      .flatMap(({ name, votes: cast }) =>
        cast
          .filter(({ proposal }) => !only || proposal === only)
          .map(({ proposal }) => keyOf(name, proposal)),
      )
  const part = (keys: readonly string[]) => keys.filter((key) => aside.has(key)).length / keys.length
  return {
    fakes: part(of('fake', TARGET)),
    genuine: part(of('honest')),
    rules: new Set(of('fake', TARGET).flatMap((key) => aside.get(key) ?? [])),
    alarms,
  }
}

describe('votes compared with other votes', () => {
  it('sets nothing aside among honest readers, whatever they vote, also where many share a network', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 20, max: 600 }),
        async (seed, readers) => {
          const { honest, draws } = scene(seed / 1000, readers)
          const { genuine, alarms } = await play(honest, draws)
          expect(genuine).toBe(0)
          expect(alarms).toEqual([])
        },
      ),
      { numRuns: 5 },
    )
  })

  it('leaves a school in peace whose classes vote whole ballots on the same draws', async () => {
    const { honest, draws, ballot, whole } = scene(0.11)
    const pupils = Array.from({ length: 20 }, (_class, room) => {
      const draw = draws[whole(draws.length)] as (typeof draws)[number]
      return Array.from({ length: 25 }, (_pupil, seat) => ballot(`s${room}-${seat}`, '198.51.100', draw, 12))
    })
    const { genuine } = await play([...honest, ...pupils.flat()], draws)
    expect(genuine).toBe(0)
  })

  it('sets aside single votes on one proposal from one network, even the one that most readers share', async () => {
    const { honest, draws, fake } = scene(0.21)
    const fakes = Array.from({ length: 200 }, (_, index) => fake(`f${index}`, '192.0.2', 0))
    const { fakes: aside, genuine, rules } = await play([...honest, ...fakes], draws)
    expect(aside).toBeGreaterThan(0.99)
    expect(genuine).toBeLessThan(0.005)
    expect(rules).toContain('network-excess')
  })

  it('sets aside single votes from the address of a school, and leaves the votes of its pupils on the same proposal', async () => {
    const { honest, draws, fake, ballot, whole } = scene(0.61, 300, [TARGET])
    const pupils = Array.from({ length: 150 }, (_, seat) =>
      ballot(`s${seat}`, '198.51.100', draws[whole(draws.length)] as (typeof draws)[number], 12),
    )
    const fakes = Array.from({ length: 300 }, (_, index) => fake(`f${index}`, '198.51.100', 0))
    const { fakes: aside, genuine } = await play([...honest, ...pupils, ...fakes], draws)
    expect(aside).toBeGreaterThan(0.99)
    expect(genuine).toBeLessThan(0.005)
  })

  it('sets aside the whole ballots of one network that never leave out a proposal which is in every draw', async () => {
    const { honest, draws, fake } = scene(0.71, 300, [TARGET])
    const fakes = Array.from({ length: 120 }, (_, index) => fake(`f${index}`, '198.51.100', 11))
    const { fakes: aside, genuine } = await play([...honest, ...fakes], draws)
    expect(aside).toBe(1)
    expect(genuine).toBe(0)
  })

  it('sets aside the ballots of those who come to one page of the whole list past all others', async () => {
    const { honest, draws, fake, home } = scene(0.81, 300)
    const page = { id: 'page', at: 0, number: 3, proposals: PROPOSALS.slice(0, 18) }
    const fakes = Array.from({ length: 60 }, (_, index) => {
      const { votes, ...others } = fake(`f${index}`, home(), 0)
      const cast = PROPOSALS.slice(0, 12).map((proposal) => ({
        ...(votes[0] as (typeof votes)[0]),
        proposal,
        draw: page,
      }))
      return { ...others, votes: cast }
    })
    const { fakes: aside, genuine } = await play([...honest, ...fakes], draws)
    expect(aside).toBe(1)
    expect(genuine).toBe(0)
  })

  it('sets aside single votes on one proposal that come from as many networks', async () => {
    const { honest, draws, fake, home } = scene(0.31)
    const fakes = Array.from({ length: 200 }, (_, index) => fake(`f${index}`, home(), 0))
    const { fakes: aside, genuine, rules, alarms } = await play([...honest, ...fakes], draws)
    expect(aside).toBeGreaterThan(0.95)
    expect(genuine).toBeLessThan(0.005)
    expect(rules).toContain('lone-votes')
    expect(alarms[0]?.at).toBeLessThan(10 * MINUTE)
  })

  it('sets aside most whole ballots on the draws of one proposal, as far as the allowance of genuine votes goes', async () => {
    const { honest, draws, fake, home } = scene(0.41)
    const fakes = Array.from({ length: 1500 }, (_, index) => fake(`f${index}`, home(), 11))
    const { fakes: aside, genuine, rules } = await play([...honest, ...fakes], draws)
    expect(aside).toBeGreaterThan(0.5)
    expect(genuine).toBeLessThan(0.005)
    expect(rules).toContain('draw-excess')
  })

  it('sets aside ballots that are alike in every vote', async () => {
    const { honest, draws, fake, home } = scene(0.51)
    const model = fake('model', home(), 9)
    const fakes = Array.from({ length: 30 }, (_, index) => ({ ...model, name: `f${index}`, network: home() }))
    const { fakes: aside, genuine } = await play([...honest, ...fakes], draws)
    expect(aside).toBe(1)
    expect(genuine).toBeLessThan(0.005)
  })
})
