// How long themes take, how many texts they hold, and how they are called:
//   npx tsx scripts/measure/themes.ts [FILE.csv COLUMN]
// Without a file: 15,000 made-up texts of 25 topics, of which a tenth of the words belong to none.

import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { findProfiles, nearestTheme, themeCount } from '../../api/src/domain/themes/find-themes.ts'
import { planThemes } from '../../api/src/domain/themes/plan-themes.ts'
import { TermWeights } from '../../api/src/domain/themes/term-vectors.ts'

const [file, column = 'text'] = process.argv.slice(2)
const MADE_UP = 15_000
const TOPICS = 25
const WORDS = 120
const LENGTH = 9

/** Park and Miller's generator: the same texts each time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** A word of six letters for each number, so that each is a stem of its own. */
const wordOf = (number: number): string =>
  (number + 1000)
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .padStart(6, 'q')

function madeUp(): string[] {
  const random = seeded(42)
  return Array.from({ length: MADE_UP }, () => {
    const topic = Math.floor(random() * TOPICS)
    return Array.from({ length: LENGTH }, () => {
      const from = random() < 0.1 ? Math.floor(random() * TOPICS) : topic
      return wordOf(from * WORDS + Math.floor(WORDS * random() ** 2))
    }).join(' ')
  })
}

async function readTexts(from: string): Promise<string[]> {
  const texts = new Set<string>()
  for await (const row of createReadStream(from).pipe(parse({ columns: true, relax_quotes: true })))
    texts.add((row as Record<string, string>)[column] ?? '')
  return [...texts].filter((text) => text !== '')
}

const texts = file ? await readTexts(file) : madeUp()
const timed = <Answer>(name: string, work: () => Answer): Answer => {
  const [began, before] = [performance.now(), process.cpuUsage()]
  const answer = work()
  const { user, system } = process.cpuUsage(before)
  console.log(
    `${name}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`,
  )
  return answer
}
const weights = timed('stems and weights', () => new TermWeights(texts))
const vectors = texts.map((text) => weights.vectorOf(text))
const profiles = timed('factors', () => findProfiles(weights, vectors, themeCount(texts.length)))
const held = vectors.filter((vector) => nearestTheme(vector, profiles) !== null).length
console.log(
  `${texts.length} texts, ${weights.terms.length} stems, ${profiles.length} themes, ${Math.round((held / texts.length) * 100)} % of texts in one`,
)
const material = {
  texts: texts.map((text, index) => ({ id: `${index}`, text, isAccepted: true })),
  themes: [],
  places: new Map(),
}
const plan = timed('the whole plan', () => planThemes(material, true))
const sizes = new Map<number | null, number>()
for (const [, theme] of plan.places) sizes.set(theme, (sizes.get(theme) ?? 0) + 1)
for (const [index, { name }] of plan.themes.entries()) console.log(`${sizes.get(index) ?? 0}  ${name}`)
