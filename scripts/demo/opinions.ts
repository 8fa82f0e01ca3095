import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import { normaliseText } from '../../api/src/domain/text/proposal-text.ts'
import type { Qualification, Vote } from '../../api/src/wire/index.ts'

// All of this is made up: what demo readers think, so that their votes look like those of a public. It measures nothing.

/** How a made-up public takes a proposal; all but `understood` are added up and turned into a chance (log odds). */
export interface Opinion {
  /** How readily people agree */
  agree: number
  /** How much more those agree who want things to change */
  change: number
  countryside: number
  largeTown: number
  /** Part of the readers who see what is meant, from 0 to 1 */
  understood: number
}

export const PLACES = ['countryside', 'small-town', 'large-town'] as const

/** A made-up reader: how far they want things to change, and where they live. */
export interface Attitude {
  change: number
  place: (typeof PLACES)[number]
}

export interface Ballot {
  vote: Vote
  qualifications: Qualification[]
}

const OPINIONS_FILE = fileURLToPath(
  new URL('../../demo-site/seeds/bien-manger-opinions.csv', import.meta.url),
)
const PROPOSALS_FILE = fileURLToPath(new URL('../../demo-site/seeds/bien-manger.csv', import.meta.url))

// People agree less on what forbids or takes away.
const DIVISIVE =
  /interdi|tax|oblig|impos|supprim|nationalis|limiter|plafonn|viande|5G|nucléaire|avion|aérien|ISF|revenu|voiture|gratuit|publicité/i
const VAGUE = /^Il faut (repenser|revoir|valoriser|favoriser|encourager|développer|promouvoir)/

async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = []
  for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
    rows.push(row as Record<string, string>)
  }
  return rows
}

/** The same number for the same text, from -1 to 1. */
function spread(text: string, salt: string): number {
  const bytes = createHash('sha256').update(`${salt}${text}`).digest()
  return (bytes.readUInt32BE(0) / 0xffffffff) * 2 - 1
}

function guessed(text: string): Opinion {
  const isDivisive = DIVISIVE.test(text)
  return {
    agree: (isDivisive ? 0.25 : 1.3) + spread(text, 'agree'),
    change: (isDivisive ? 1.2 : 0.2) + 0.5 * spread(text, 'change'),
    countryside: 0.4 * spread(text, 'countryside'),
    largeTown: 0.4 * spread(text, 'large town'),
    understood: VAGUE.test(text) ? 0.85 : 0.94,
  }
}

/** What the demo's public thinks of a proposal: as written beside the seeds, else guessed from the words of its text. */
export async function readOpinions(): Promise<(text: string) => Opinion> {
  const texts = new Map((await rowsOf(PROPOSALS_FILE)).map(({ id, text = '' }) => [id, normaliseText(text)]))
  const written = new Map<string, Opinion>()
  for (const { id = '', ...row } of await rowsOf(OPINIONS_FILE)) {
    written.set(texts.get(id) ?? '', {
      agree: Number(row['agree']),
      change: Number(row['change']),
      countryside: Number(row['countryside']),
      largeTown: Number(row['large_town']),
      understood: Number(row['understood']),
    })
  }
  return (text) => written.get(text) ?? guessed(text)
}

/** A reader of one of three camps: for change, against it, or between them. */
export function drawAttitude(random: () => number): Attitude {
  const drawn = random()
  const centre = drawn < 0.4 ? 1.1 : drawn < 0.75 ? -1 : 0
  const change = centre + 0.8 * (random() + random() - 1)
  // Those for change live a little more often in large towns.
  const place = random() + 0.12 * change
  return { change, place: place < 0.36 ? 'countryside' : place < 0.68 ? 'small-town' : 'large-town' }
}

const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

function qualificationsOf(vote: Vote, agreement: number, opinion: Opinion, random: () => number) {
  const chances: Record<Vote, Partial<Record<Qualification, number>>> = {
    agree: {
      likeIt: 0.1 + 0.42 * agreement ** 2,
      doable: 0.22 * agreement,
      platitudeAgree: opinion.understood < 0.9 ? 0.1 : 0.03,
    },
    disagree: { noWay: 0.12 + 0.3 * (1 - agreement), impossible: 0.15, platitudeDisagree: 0.03 },
    neutral: { doNotUnderstand: 0.7 * (1 - opinion.understood), noOpinion: 0.25, doNotCare: 0.08 },
  }
  return (Object.entries(chances[vote]) as [Qualification, number][])
    .filter(([, chance]) => random() < chance)
    .map(([qualification]) => qualification)
}

/** How a reader votes on a proposal, by chance and in proportion to what they think. */
export function castBallot(opinion: Opinion, { change, place }: Attitude, random: () => number): Ballot {
  const home = place === 'countryside' ? opinion.countryside : place === 'large-town' ? opinion.largeTown : 0
  const agreement = chanceOf(opinion.agree + opinion.change * change + home)
  const undecided = 0.1 + (1 - opinion.understood) * 0.9
  const vote: Vote = random() < undecided ? 'neutral' : random() < agreement ? 'agree' : 'disagree'
  return { vote, qualifications: qualificationsOf(vote, agreement, opinion, random) }
}
