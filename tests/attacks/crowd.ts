import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Vote } from '../../api/src/wire/index.ts'
import { type LoggedVote, readVotes } from '../../scripts/replay/log.ts'
import { loggedPublic } from '../../scripts/simulate/logged-public.ts'
import type { SimulatedProposal, SimulatedReader } from '../../scripts/simulate/public.ts'
import { MINUTE } from '../support/runtime.ts'
import { browserName, type Network, ownAddress, sharedNetworks } from './addresses.ts'
import { Browser, type Drawn } from './browser.ts'
import { type Chance, chanceOf } from './chance.ts'
import { honestReader } from './honest-reader.ts'
import type { Ledger } from './ledger.ts'
import type { AttackedServer } from './server.ts'
import type { Timeline } from './timeline.ts'

const LOG = join(import.meta.dirname, '../data/polis-biodiversity/votes.csv')
const TEXTS = join(import.meta.dirname, '../../demo-site/seeds/monde-dapres.csv')
/** More than the statements that the log knows well: several proposals are judged as one of them is. */
const PROPOSALS = 200
let log: Promise<LoggedVote[]> | undefined
let texts: Promise<string[]> | undefined

const readTexts = async (): Promise<string[]> =>
  (parse(await readFile(TEXTS, 'utf8'), { columns: true, bom: true }) as { text: string }[])
    .slice(0, PROPOSALS)
    .map(({ text }) => text)

const BEHIND_SHARED = 0.3
/** As long as a cache before the server keeps a draw. */
const CACHED_MILLISECONDS = 5000
const THROUGH_CACHE = 0.6
const ARTICLES = 12

export interface Public {
  proposals: SimulatedProposal[]
  readers: SimulatedReader[]
}

/** The people of a real vote log, as many as are needed, and real proposals, which they judge as its statements. */
export async function publicOf(seed: number, readers: number): Promise<Public> {
  log ??= readVotes(LOG)
  texts ??= readTexts()
  const { proposals: statements, readers: people } = loggedPublic(
    await log,
    readers,
    chanceOf(seed, 1).random,
  )
  const proposals = (await texts).map((text, index) => ({
    ...(statements[index % statements.length] as SimulatedProposal),
    text,
  }))
  return { proposals, readers: people }
}

/** When readers come: `even` with slow waves; `push`, where half of them come within minutes of a notification. */
export type Arrival = 'even' | 'push'

export interface CrowdOptions {
  server: AttackedServer
  ledger: Ledger
  timeline: Timeline
  seed: number
  consultation: string
  people: Public
  readers: number
  from: number
  until: number
  arrival: Arrival
  party?: 'honest' | 'neighbour'
}

export interface Crowd {
  /** What readers share, the largest first. */
  shared: readonly Network[]
}

const PUSH_SHARE = 0.5
const PUSH_AFTER = 0.35
const PUSH_MINUTES = 7

function arrivalOf({ from, until, arrival }: CrowdOptions, chance: Chance): number {
  const length = until - from
  if (arrival === 'push' && chance.is(PUSH_SHARE))
    return Math.min(until, from + length * PUSH_AFTER + chance.gap((PUSH_MINUTES * MINUTE) / 2))
  for (;;) {
    const part = chance.random()
    if (chance.is((1 + 0.5 * Math.sin(part * 9)) / 1.5)) return from + part * length
  }
}

function networkOf(shared: readonly Network[], chance: Chance): Network | undefined {
  if (!chance.is(BEHIND_SHARED)) return undefined
  let rest = chance.random()
  return shared.find(({ share }) => {
    rest -= share
    return rest < 0
  })
}

/** What readers judge by: the statement behind a proposal of this server. */
function opinionsOf({ server, consultation, people }: CrowdOptions) {
  const { proposals } = server.consultations.get(consultation) ?? { proposals: [] }
  const statements = new Map(
    proposals.map((id, index) => [id, people.proposals[index] as SimulatedProposal] as const),
  )
  return (reader: SimulatedReader, proposal: string): Vote =>
    reader.vote(statements.get(proposal) as SimulatedProposal)
}

/** One draw for all who come within its time, as a cache before the server hands it out. */
function cachedDraw(server: AttackedServer) {
  let kept: { at: number; draw: Promise<Drawn | undefined> } | undefined
  return (browser: Browser, chance: Chance): Promise<Drawn | undefined> => {
    if (!chance.is(THROUGH_CACHE)) return browser.draw()
    const now = server.clock.now()
    if (!kept || now - kept.at >= CACHED_MILLISECONDS) kept = { at: now, draw: browser.draw() }
    return kept.draw
  }
}

/** Honest readers, of whom 30 of 100 come from behind shared addresses. */
export function addCrowd(options: CrowdOptions): Crowd {
  const { server, ledger, timeline, seed, consultation, people, readers, party = 'honest' } = options
  const chance = chanceOf(seed, 2)
  const shared = sharedNetworks(chance)
  const opinion = opinionsOf(options)
  const draw = cachedDraw(server)
  const sharedBrowsers = shared.map(() => browserName(chance))
  for (let index = 0; index < readers; index++) {
    const person = people.readers[index] as SimulatedReader
    const network = networkOf(shared, chance)
    // Computers of one house are alike, telephones in it are not.
    const isManaged = network !== undefined && chance.is(0.5)
    const browser = new Browser({
      server,
      ledger,
      party,
      consultation,
      address: network?.address() ?? ownAddress(chance),
      userAgent: isManaged ? (sharedBrowsers[shared.indexOf(network)] as string) : browserName(chance),
      article: `/article-${Math.floor(ARTICLES * chance.random() ** 2)}`,
    })
    const own = chanceOf(seed + index * 31, 3)
    timeline.add(
      arrivalOf(options, chance),
      honestReader({
        browser,
        chance: own,
        draw: () => draw(browser, own),
        opinion: (proposal) => opinion(person, proposal),
      }),
    )
  }
  return { shared }
}

export interface SchoolOptions extends CrowdOptions {
  /** Its one address. */
  address: string
}

const SCHOOL_BROWSERS = 3

/** Pupils who vote within a lesson, behind one address and with few kinds of computers. */
export function addSchool(options: SchoolOptions): void {
  const { server, ledger, timeline, seed, consultation, people, readers, from, until, address } = options
  const chance = chanceOf(seed, 4)
  const opinion = opinionsOf(options)
  const draw = cachedDraw(server)
  const browsers = Array.from({ length: SCHOOL_BROWSERS }, () => browserName(chance))
  for (let index = 0; index < readers; index++) {
    const person = people.readers[index % people.readers.length] as SimulatedReader
    const browser = new Browser({
      server,
      ledger,
      party: 'school',
      consultation,
      address,
      userAgent: chance.pick(browsers),
    })
    const own = chanceOf(seed + index * 37, 5)
    // Classes begin one after the other, each at a word of its teacher.
    const start = from + ((until - from) / 3) * Math.sqrt(own.random())
    timeline.add(
      start,
      honestReader({
        browser,
        chance: own,
        draw: () => draw(browser, own),
        opinion: (proposal) => opinion(person, proposal),
        isDiligent: true,
      }),
    )
  }
}
