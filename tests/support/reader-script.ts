import { XSadd } from 'ml-xsadd'

// A script of what readers do, for the test of exactness: it knows nothing of how the server counts.

export const PUBLISHERS = [
  { name: 'Le Journal', origin: 'https://www.journal.example', timeZone: 'Europe/Paris' },
  { name: 'The Herald', origin: 'https://www.herald.example', timeZone: 'America/New_York' },
] as const
export const CONSULTATIONS = ['territoires', 'autre'] as const
const SECTIONS = ['Politique', 'Monde', 'Société'] as const
const CHANNELS = ['lettre', 'affiche'] as const
const LANGUAGES = ['fr', 'en'] as const
export const DEVICES = {
  desktop: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
} as const

const PEOPLE = 60
/** Addresses that begin alike, as those of a household or a company. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const
const ARTICLES = 9
const PROPOSALS = 4
const SECOND = 1000
const HOUR = 3600 * SECOND

/** As long as the ids that devices draw. */
const idOf = (kind: string, number: number): string => kind + String(number).padStart(21 - kind.length, '0')

/** One page, from the moment it runs until it is left. */
export interface PageView {
  number: number
  publisher: number
  consultation: (typeof CONSULTATIONS)[number]
  /** Number of the article; null: none, or a channel. */
  article: number | null
  section: string | null
  channel: string | null
  device: keyof typeof DEVICES
  language: (typeof LANGUAGES)[number]
  address: string
  /** Id on the device; where storage is blocked, each page has another. */
  voter: string
  /** Asks to be left out, wholly or but for the load. */
  leftOut: 'newsroom' | 'signal' | null
}

export type Step = { life: PageView; at: number } & (
  | { kind: 'load' | 'view' | 'finish' }
  | { kind: 'vote'; proposal: number; vote: 'agree' | 'disagree' | 'neutral' | null; revision: number }
  | { kind: 'propose'; submission: string; text: string; isAcceptedLater: boolean }
)

/** Steps of many page views from one instant to another, in the order of time; the same for the same seed. */
export function writeScript(seed: number, from: number, to: number, lives: number): Step[] {
  const runtime = new XSadd(seed)
  const below = (limit: number): number => Math.floor(runtime.random() * limit)
  const pick = <One>(from: readonly One[]): One => from[below(from.length)] as One
  const isLucky = (share: number): boolean => runtime.random() < share
  const revisions = new Map<string, number>()

  function newLife(number: number): PageView {
    const person = below(PEOPLE)
    const place = below(10)
    const article = place < 8 ? below(ARTICLES) : null
    const hidden = below(20)
    return {
      number,
      publisher: below(PUBLISHERS.length),
      consultation: pick(CONSULTATIONS),
      article,
      section: article === null ? null : (SECTIONS[article % SECTIONS.length] ?? null),
      channel: place === 8 ? pick(CHANNELS) : null,
      device: person % 3 === 0 ? 'phone' : 'desktop',
      language: pick(LANGUAGES),
      address: `${NETWORKS[person % NETWORKS.length]}.${person + 1}`,
      voter: isLucky(0.2) ? idOf('blocked', seed * 10_000 + number) : idOf('person', person),
      leftOut: hidden === 0 ? 'newsroom' : hidden === 1 ? 'signal' : null,
    }
  }

  function* stepsOf(life: PageView): Generator<Step> {
    let at = from + below((to - from) / SECOND) * SECOND
    const wait = (longest: number) => {
      at += (1 + below(longest)) * SECOND
    }
    yield { life, at, kind: isLucky(0.3) ? 'load' : 'view' }
    if (isLucky(0.6)) {
      wait(20)
      yield { life, at, kind: 'view' }
    }
    const cast: Step[] = []
    for (let votes = isLucky(0.5) ? below(6) : 0; votes > 0; votes--) {
      wait(isLucky(0.05) ? 2 * 3600 : 90)
      const proposal = below(PROPOSALS)
      const name = `${life.voter} ${life.consultation} ${proposal}`
      const revision = (revisions.get(name) ?? 0) + 1
      revisions.set(name, revision)
      const vote = revision > 1 && isLucky(0.1) ? null : pick(['agree', 'disagree', 'neutral'] as const)
      const step: Step = { life, at, kind: 'vote', proposal, vote, revision }
      cast.push(step)
      yield step
      // The answer was lost, and it is sent again; or an older one comes late.
      if (isLucky(0.2)) {
        wait(30)
        yield { ...pick(cast), at } as Step
      }
    }
    if (isLucky(0.1)) {
      wait(120)
      const submission = idOf('submission', seed * 10_000 + life.number)
      const text = `Il faut penser à la chose numéro ${seed * 10_000 + life.number}`
      const isAcceptedLater = isLucky(0.5)
      yield { life, at, kind: 'propose', submission, text, isAcceptedLater }
      if (isLucky(0.3)) {
        wait(30)
        yield { life, at, kind: 'propose', submission, text, isAcceptedLater }
      }
    }
    if (isLucky(0.2)) {
      wait(60)
      yield { life, at, kind: 'finish' }
    }
  }

  const steps = Array.from({ length: lives }, (_, number) => [...stepsOf(newLife(number))]).flat()
  return steps.filter(({ at }) => at < to + 6 * HOUR).sort((one, other) => one.at - other.at)
}
