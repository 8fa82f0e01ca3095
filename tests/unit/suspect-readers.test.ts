import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import type { Entry, Presence } from '../../api/src/ingest/commit-queue.ts'
import { SuspectReaders } from '../../api/src/trust/suspect-readers.ts'

const DAY = '2026-03-10'
const SEEDS = [1, 2, 3]
/** The target of the whole design: of genuine readers, so many at the most. */
const MOST_GENUINE = 0.005

interface Person {
  network: string
  address: string
  browser: string
  /** From the view to the first vote; null: the vote came without a view. */
  seconds: number | null
  votes: boolean
}

const padded = (text: string, letters: number) => text.padEnd(letters, '_').slice(0, letters)

/** A day of readers, in any order, as the server hears of them; gives the part of them that came out as suspect. */
function play(people: readonly Person[], seed: number): (isOne: (person: Person) => boolean) => number {
  const random = new XSadd(seed)
  const marked = new Set<string>()
  const suspects = new SuspectReaders({
    mark: ({ presence, isSuspect }: Entry) => {
      if (isSuspect && presence?.reader) marked.add(presence.reader)
    },
  })
  const readerOf = ({ address, browser }: Person) => `${address} ${browser}`
  const presenceOf = (person: Person, secondsSinceView: number | null): Presence => ({
    place: {
      publisherId: 'p',
      consultationId: 'c',
      articleId: null,
      channel: null,
      section: null,
      device: 'phone',
      language: 'fr',
    },
    day: DAY,
    hour: 0,
    reader: readerOf(person),
    trace: padded(person.network, 16) + padded(person.browser, 8),
    secondsSinceView,
  })
  const steps = people
    .map((person) => ({ person, at: random.random() }))
    .sort((one, other) => one.at - other.at)
  for (const { person } of steps) {
    suspects.note(presenceOf(person, null), 'view', { views: 1 })
    if (person.votes) suspects.note(presenceOf(person, person.seconds), 'vote', {})
  }
  return (isOne) => {
    const asked = people.filter(isOne)
    return asked.filter((person) => marked.has(readerOf(person))).length / asked.length
  }
}

/** Browsers as the web has them: few kinds that most have, and a long tail, applications that name device and build. */
function browserOf(random: XSadd): string {
  const kind = random.random()
  if (kind < 0.85) return `c${Math.floor(80 * random.random() ** 3)}`
  return `t${Math.floor(20_000 * random.random())}`
}

/** Most read before they vote; a few are quick, and of some the view never arrived. */
function secondsOf(random: XSadd): number | null {
  if (random.random() < 0.03) return null
  return random.random() < 0.04 ? 1 : 3 + 60 * random.random() ** 2
}

const genuine = (random: XSadd, network: string, address: string): Person => ({
  network,
  address,
  browser: browserOf(random),
  seconds: secondsOf(random),
  votes: random.random() < 0.3,
})

/** Households of one to three, each in a network of its own. */
const households = (random: XSadd, count: number): Person[] =>
  Array.from({ length: count }, (_, number) =>
    Array.from({ length: 1 + Math.floor(3 * random.random()) }, () =>
      genuine(random, `h${number}`, `h${number}`),
    ),
  ).flat()

/** Phones of a mobile network: a /24 with many addresses, thousands of phones, more applications than elsewhere. */
const carrier = (random: XSadd, name: string, phones: number): Person[] =>
  Array.from({ length: phones }, () => {
    const person = genuine(random, name, `${name}.${Math.floor(250 * random.random())}`)
    return random.random() < 0.1 ? { ...person, browser: `t${Math.floor(20_000 * random.random())}` } : person
  })

/** Pupils behind one address, on machines of the school, all of one kind that nobody else has; all vote. */
const school = (random: XSadd, pupils: number): Person[] =>
  Array.from({ length: pupils }, () => ({
    ...genuine(random, 'school', 'school'),
    browser: random.random() < 0.6 ? 'school' : browserOf(random),
    votes: true,
  }))

const company = (random: XSadd, people: number): Person[] =>
  Array.from({ length: people }, () => genuine(random, 'company', 'company'))

/** One address that invents a browser for each reader; a program knows nothing of patience unless it is told. */
const inventedBrowsers = (count: number, from: string, seconds: number | null = 0, votes = true): Person[] =>
  Array.from({ length: count }, (_, number) => ({
    network: from,
    address: from,
    // The same in each network that the program uses.
    browser: `x${number}`,
    seconds,
    votes,
  }))

/** One /64, whose addresses have no end, with a browser that many have. */
const inventedAddresses = (count: number): Person[] =>
  Array.from({ length: count }, (_, number) => ({
    network: 'fake64',
    address: `fake64:${number}`,
    browser: `c${number % 20}`,
    seconds: 0,
    votes: true,
  }))

const isFake = ({ network }: Person) => network.startsWith('fake')
const crowdOf = (random: XSadd, homes: number) => [
  ...households(random, homes),
  ...carrier(random, 'mobile-one', homes / 2),
  ...carrier(random, 'mobile-two', homes / 4),
  ...school(random, 2000),
  ...company(random, 800),
]

describe.each(SEEDS)('Among the readers of a day, drawn by seed %i,', (seed) => {
  it.each([300, 3000])(
    'hardly any genuine one of %i homes, mobile networks, a school and a company is suspect',
    (homes) => {
      const random = new XSadd(seed)
      const people = crowdOf(random, homes)
      expect(play(people, seed)(() => true)).toBeLessThanOrEqual(MOST_GENUINE)
    },
  )

  it.each<[string, (random: XSadd) => Person[]]>([
    ['one address with 1,400 invented browsers', () => inventedBrowsers(1400, 'fake1')],
    ['the same, slowly', () => inventedBrowsers(1400, 'fake1', 20)],
    ['the same, which only view', () => inventedBrowsers(2900, 'fake1', null, false)],
    ['one /64 with invented addresses, which vote at once', () => inventedAddresses(1400)],
  ])('%s are, and hardly any other reader', (_name, fakes) => {
    const random = new XSadd(seed)
    const partOf = play([...crowdOf(random, 1000), ...fakes(random)], seed)
    expect(partOf(isFake)).toBeGreaterThanOrEqual(0.95)
    expect(partOf((person) => !isFake(person))).toBeLessThanOrEqual(MOST_GENUINE)
  })

  it('those of five addresses that share one list of browsers are, but for the few by which each vouches for the others', () => {
    const random = new XSadd(seed)
    const fakes = [1, 2, 3, 4, 5].flatMap((at) => inventedBrowsers(300, `fake${at}`, 20))
    const partOf = play([...crowdOf(random, 1000), ...fakes], seed)
    expect(partOf(isFake)).toBeGreaterThanOrEqual(0.8)
    expect(partOf((person) => !isFake(person))).toBeLessThanOrEqual(MOST_GENUINE)
  })

  it('readers inside the network of an attack are not, unless nobody else has their browser', () => {
    const random = new XSadd(seed)
    const inside = inventedBrowsers(1400, 'company', 20).map((one) => ({ ...one, address: 'fake' }))
    const partOf = play([...crowdOf(random, 1000), ...inside], seed)
    expect(partOf(({ address }) => address === 'fake')).toBeGreaterThanOrEqual(0.9)
    expect(partOf(({ address }) => address !== 'fake')).toBeLessThanOrEqual(0.03)
  })

  it('nobody is where nobody else is there to compare with', () => {
    const random = new XSadd(seed)
    expect(play(school(random, 2000), seed)(() => true)).toBe(0)
  })
})

describe('Readers whose votes are not counted', () => {
  const vote = (suspects: SuspectReaders, reader: number, cohort: string | null) =>
    suspects.note(
      {
        place: {
          publisherId: 'p',
          consultationId: 'c',
          articleId: null,
          channel: null,
          section: null,
          device: 'phone',
          language: 'fr',
        },
        day: DAY,
        hour: 0,
        reader: `reader${reader}`,
        trace: padded(`n${reader}`, 16) + padded('common', 8),
        secondsSinceView: 10,
      },
      'vote',
      { votes: 1 },
      cohort,
    )

  it('are marked in crowds of eleven, so that no mark stands beside one vote', () => {
    const marked: Entry[] = []
    const suspects = new SuspectReaders({ mark: (entry) => marked.push(entry) })
    for (let reader = 0; reader < 10; reader++) {
      vote(suspects, reader, 'c.no-origin.2026-03-10')
      vote(suspects, reader, 'c.no-origin.2026-03-10')
    }
    expect(marked).toHaveLength(0)
    vote(suspects, 10, 'c.no-origin.2026-03-10')
    expect(new Set(marked.map(({ presence }) => presence?.reader)).size).toBe(11)
    vote(suspects, 11, 'c.no-origin.2026-03-10')
    vote(suspects, 12, null)
    expect(new Set(marked.map(({ presence }) => presence?.reader)).size).toBe(11)
  })

  it('are forgotten with the salt of their day', () => {
    const marked: Entry[] = []
    const suspects = new SuspectReaders({ mark: (entry) => marked.push(entry) })
    for (let reader = 0; reader < 10; reader++) vote(suspects, reader, 'c.no-origin.2026-03-10')
    suspects.forgetBefore('2026-03-12')
    vote(suspects, 10, 'c.no-origin.2026-03-10')
    expect(marked).toHaveLength(0)
  })
})
