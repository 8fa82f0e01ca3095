import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chainFaults,
  type DigestedEntry,
  type DigestedVote,
  EntriesDigest,
  FIRST_PREVIOUS,
  type IntegrityRoot,
  isRootDue,
  rootText,
  sealRoot,
  VotesDigest,
} from '../../api/src/domain/votes/integrity-chain.ts'

const vote = (more: Partial<DigestedVote> = {}): DigestedVote => ({
  proposalId: 'proposal0001',
  voter: Buffer.alloc(16, 1),
  vote: 'agree',
  qualifications: 3,
  segment: null,
  revision: 1,
  cohort: null,
  ...more,
})

function digestOf(votes: readonly DigestedVote[]): string {
  const digest = new VotesDigest()
  for (const one of votes) digest.add(one)
  return digest.end().digest
}

const entry = (more: Partial<DigestedEntry> = {}): DigestedEntry => ({
  number: 1,
  id: 'entry0000001',
  at: 0,
  administratorId: null,
  actor: 'Ada',
  act: 'cohort.decide',
  consultationId: 'consultation',
  subject: 'cohort',
  before: null,
  after: '{"class":"counted"}',
  ...more,
})

function digestOfEntry(one: DigestedEntry): string {
  const digest = new EntriesDigest()
  digest.add(one)
  return digest.end().digest
}

/** A chain of as many roots as there are seeds. */
function chainOf(seeds: readonly number[]): IntegrityRoot[] {
  const roots: IntegrityRoot[] = []
  for (const [index, seed] of seeds.entries())
    roots.push(
      sealRoot({
        consultationId: 'consultation',
        number: index + 1,
        day: `2026-03-${String(index + 1).padStart(2, '0')}`,
        madeAt: index * 86_400_000,
        state: 'open',
        previous: roots.at(-1)?.root ?? FIRST_PREVIOUS,
        votes: { rows: seed, digest: String(seed) },
        classes: { counted: seed, unverified: 1, setAside: 2 },
        audit: { rows: 1, digest: 'b' },
        auditThrough: index,
        rules: { version: 1, hash: 'c' },
      }),
    )
  return roots
}

describe('The digest of votes', () => {
  it('is the same for the same votes', () => {
    expect(digestOf([vote()])).toBe(digestOf([vote()]))
  })

  it.each<[string, Partial<DigestedVote>]>([
    ['its proposal', { proposalId: 'proposal0002' }],
    ['its voter', { voter: Buffer.alloc(16, 2) }],
    ['the vote', { vote: 'neutral' }],
    ['a withdrawal', { vote: null }],
    ['a nuance', { qualifications: 2 }],
    ['the part of the public', { segment: 'segment00001' }],
    ['the revision', { revision: 2 }],
    ['its cohort', { cohort: 'consultation.ballots.2026-03-01' }],
  ])('changes with a vote that differs in %s', (_what, change) => {
    expect(digestOf([vote(change)])).not.toBe(digestOf([vote()]))
  })

  it('changes when votes move from one proposal to the next', () => {
    const [one, other] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)]
    const second = { proposalId: 'proposal0002', voter: other }
    expect(digestOf([vote({ voter: one }), vote(second)])).not.toBe(
      digestOf([vote({ voter: one }), vote({ ...second, proposalId: 'proposal0001' })]),
    )
  })
})

describe('The digest of the audit log', () => {
  it.each<[string, Partial<DigestedEntry>]>([
    ['who', { actor: 'Grace' }],
    ['when', { at: 1 }],
    ['what', { act: 'proposal.refuse' }],
    ['before', { before: '{}' }],
    ['after', { after: null }],
    ['its number', { number: 2 }],
  ])('changes with an entry that differs in %s', (_what, change) => {
    expect(digestOfEntry(entry(change))).not.toBe(digestOfEntry(entry()))
  })
})

describe('A chain of roots', () => {
  const seeds = fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 })

  it('is without fault as it was made', () => {
    fc.assert(
      fc.property(seeds, (values) => {
        expect(chainFaults(chainOf(values))).toEqual([])
      }),
    )
  })

  it('shows a part that was changed, whichever it is', () => {
    const changes: ((root: IntegrityRoot) => Partial<IntegrityRoot>)[] = [
      ({ votes }) => ({ votes: { ...votes, rows: votes.rows + 1 } }),
      ({ classes }) => ({ classes: { ...classes, setAside: classes.setAside + 1 } }),
      ({ audit }) => ({ audit: { ...audit, digest: 'other' } }),
      ({ rules }) => ({ rules: { ...rules, version: 2 } }),
      () => ({ day: '1999-01-01' }),
      () => ({ state: 'sealed' }),
      () => ({ root: 'other' }),
    ]
    fc.assert(
      fc.property(seeds, fc.nat(), fc.constantFrom(...changes), (values, place, change) => {
        const roots = chainOf(values)
        const at = place % roots.length
        const changed = roots.map((root, index) => (index === at ? { ...root, ...change(root) } : root))
        expect(chainFaults(changed).length).toBeGreaterThan(0)
      }),
    )
  })

  it('shows a root that was made anew for changed votes, by the one behind it', () => {
    const roots = chainOf([1, 2, 3])
    const [first, second, third] = roots as [IntegrityRoot, IntegrityRoot, IntegrityRoot]
    const forged = sealRoot({ ...second, votes: { rows: 9, digest: '9' } })
    expect(chainFaults([first, forged, third])).toEqual([{ number: 3, fault: 'broken' }])
  })

  it('shows a root that was taken out', () => {
    const [first, , third] = chainOf([1, 2, 3])
    expect(chainFaults([first, third] as IntegrityRoot[])).toEqual([{ number: 3, fault: 'missing' }])
  })

  it('is hashed from lines that anyone can write', () => {
    const [root] = chainOf([5]) as [IntegrityRoot]
    expect(rootText(root)).toBe(
      [
        'unisson integrity root 1',
        'consultation consultation',
        'number 1',
        'day 2026-03-01',
        'made 1970-01-01T00:00:00.000Z',
        'state open',
        `previous ${'0'.repeat(64)}`,
        'votes 5 5',
        'classes 5 1 2',
        'audit 0 1 b',
        'rules 1 c',
        '',
      ].join('\n'),
    )
  })
})

describe('A root is due', () => {
  const today = '2026-03-10'
  const nothingNew = { today, hasNewVotes: false, hasNewActs: false }
  const last = { day: today, state: 'open' } as const

  it('at the opening, and not before', () => {
    expect(isRootDue(undefined, { ...nothingNew, state: 'open' })).toBe(true)
    expect(isRootDue(undefined, { ...nothingNew, state: 'upcoming' })).toBe(false)
  })

  it('once a day while votes come', () => {
    const situation = { ...nothingNew, state: 'open', hasNewVotes: true, hasNewActs: true } as const
    expect(isRootDue(last, situation)).toBe(false)
    expect(isRootDue({ ...last, day: '2026-03-09' }, situation)).toBe(true)
  })

  it('at the end of votes and at the sealing', () => {
    expect(isRootDue(last, { ...nothingNew, state: 'closed' })).toBe(true)
    expect(isRootDue({ ...last, state: 'closed' }, { ...nothingNew, state: 'sealed' })).toBe(true)
  })

  it('after the end only where something is new: votes at once, acts the next day', () => {
    const closed = { day: '2026-03-09', state: 'closed' } as const
    const situation = { ...nothingNew, state: 'closed' } as const
    expect(isRootDue(closed, situation)).toBe(false)
    expect(isRootDue({ ...closed, day: today }, { ...situation, hasNewVotes: true })).toBe(true)
    expect(isRootDue({ ...closed, day: today }, { ...situation, hasNewActs: true })).toBe(false)
    expect(isRootDue(closed, { ...situation, hasNewActs: true })).toBe(true)
  })
})
