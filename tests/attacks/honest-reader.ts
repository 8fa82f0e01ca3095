import { QUALIFICATIONS } from '../../api/src/wire/constants.ts'
import type { Qualification, Vote } from '../../api/src/wire/index.ts'
import { MINUTE, SECOND } from '../support/runtime.ts'
import { ownAddress } from './addresses.ts'
import type { Browser, Drawn } from './browser.ts'
import type { Chance } from './chance.ts'
import type { Actor } from './timeline.ts'

/** How a reader takes part; everything else is chance. */
export interface HonestReader {
  browser: Browser
  chance: Chance
  /** The draw that is served now, by a cache for those who come at the same time. */
  draw(): Promise<Drawn | undefined>
  opinion(proposal: string): Vote
  /** Stays to the end, as pupils do whose teacher looks on. */
  isDiligent?: boolean
}

const SEQUENCE = 12
const LOOKS_ONLY = 0.3
const VOTES_ONCE = 0.22
const LEAVES = 0.07
const LEAVES_LATE = 0.01
const NUANCES = 0.3
const CHANGES = 0.02
const CHANGES_NETWORK = 0.04
const BLOCKS_SESSION = 0.02
const LATE = 0.01
const COMES_BACK = 0.08
const GOES_ON = 0.05
const STARTS_ANEW = 0.002
const SANDBOXED = 0.001

/** The nuance that a reader adds; the first of each kind is the most common. */
function nuanceOf(vote: Vote, chance: Chance): Qualification {
  const [usual, other, rare] = QUALIFICATIONS[vote]
  if (chance.is(0.6)) return usual
  return chance.is(0.75) ? other : rare
}

/** One proposal: a vote, perhaps a nuance, perhaps another vote. */
async function* judge(reader: HonestReader, proposal: string, from: Drawn): Actor {
  const { browser, chance, opinion } = reader
  yield chance.thinking(6)
  let vote = opinion(proposal)
  await browser.vote(proposal, { vote, from })
  if (chance.is(CHANGES)) {
    yield chance.thinking(3)
    vote = vote === 'agree' ? 'neutral' : 'agree'
    await browser.vote(proposal, { vote, from })
  }
  if (!chance.is(NUANCES)) return
  yield chance.thinking(2)
  await browser.vote(proposal, { vote, qualifications: [nuanceOf(vote, chance)], from })
}

/** The cards of a sequence, one after the other, until the reader has had enough. True: to the end. */
async function* readSequence(
  reader: HonestReader,
  draw: Drawn,
  length = SEQUENCE,
): AsyncGenerator<number, boolean> {
  const { browser, chance } = reader
  const leaves = reader.isDiligent ? LEAVES_LATE : LEAVES
  for (const { id } of chance.shuffled(draw.proposals).slice(0, length)) {
    if (chance.is(CHANGES_NETWORK / SEQUENCE)) browser.address = ownAddress(chance)
    yield* judge(reader, id, draw)
    if (chance.is(leaves)) return false
  }
  return true
}

/** Opens the page and sees the widget. */
async function* arrive({ browser, chance }: HonestReader): Actor {
  yield chance.thinking(2)
  const isBlocked = chance.is(BLOCKS_SESSION)
  if (!isBlocked) await browser.report('view')
}

/**
 * Somebody who meets the widget in an article. Some only look, some vote once, some go through the whole sequence; a few
 * come back another time, go on with further draws, erase their votes and begin anew, send what waited in a tunnel
 * later, or read in a frame without an origin.
 */
export async function* honestReader(reader: HonestReader): Actor {
  const { browser, chance } = reader
  if (chance.is(SANDBOXED)) browser.origin = 'null'
  const draw = await reader.draw()
  if (!draw) return
  yield* arrive(reader)
  if (!reader.isDiligent && chance.is(LOOKS_ONLY)) return
  if (chance.is(LATE)) {
    yield MINUTE * chance.whole(8, 30)
    browser.address = ownAddress(chance)
    browser.leave()
    await browser.report('view')
  }
  const isBrief = !reader.isDiligent && chance.is(VOTES_ONCE)
  const isThrough = yield* readSequence(reader, draw, isBrief ? 1 : SEQUENCE)
  if (isThrough && !isBrief) await browser.report('finish')
  if (chance.is(STARTS_ANEW)) {
    yield 20 * SECOND
    await browser.forget()
    yield* readSequence(reader, draw, 4)
  } else if (isThrough && !isBrief && chance.is(GOES_ON)) {
    const further = await browser.draw(1)
    if (further) yield* readSequence(reader, further)
  } else if (chance.is(COMES_BACK)) {
    yield MINUTE * chance.whole(5, 40)
    browser.leave()
    const next = await reader.draw()
    yield* arrive(reader)
    if (next) yield* readSequence(reader, next, 5)
  }
}
