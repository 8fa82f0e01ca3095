import type { Vote } from '../../api/src/wire/index.ts'
import { browserName, type Network } from './addresses.ts'
import { Browser, type Drawn } from './browser.ts'
import type { Chance } from './chance.ts'
import type { Ledger } from './ledger.ts'
import type { AttackedServer } from './server.ts'
import type { Timeline } from './timeline.ts'

/** What an attack works on. */
export interface AttackContext {
  server: AttackedServer
  ledger: Ledger
  timeline: Timeline
  chance: Chance
  consultation: string
  /** The proposal to be pushed up. */
  target: string
  /** What readers share, the largest first. */
  shared: readonly Network[]
  /** The school's one address. */
  school: Network
  /** A number of the full scenario in the size that is played. */
  scaled(full: number): number
  /** How the public judges a proposal: what a careful attacker imitates. */
  usualVote(proposal: string): Vote
  /** The hour that is attacked; in milliseconds. */
  from: number
  until: number
}

/** A browser of the attacker's, with a device of its own. */
export const fakeBrowser = (
  { server, ledger, chance, consultation }: AttackContext,
  network: Network,
  more: { userAgent?: string; origin?: string | undefined; article?: string } = {},
): Browser =>
  new Browser({
    server,
    ledger,
    party: 'attacker',
    consultation,
    address: network.address(),
    userAgent: browserName(chance),
    ...more,
  })

const FRESH_MILLISECONDS = 30_000
const MOST_PAGES = 40

/**
 * Keeps a draw at hand that holds the target: the one that everybody gets if it is in there, else the page of the whole
 * list that it stands on. One program asks for all fakes.
 */
export class Harvester {
  readonly #context: AttackContext
  readonly #browser: Browser
  #kept: { at: number; draw: Promise<Drawn | undefined> } | undefined
  #page = 1

  constructor(context: AttackContext, network: Network) {
    this.#context = context
    this.#browser = fakeBrowser(context, network)
  }

  /** A draw with the target in it, half a minute old at the most. */
  drawWithTarget(): Promise<Drawn | undefined> {
    const now = this.#context.server.clock.now()
    if (!this.#kept || now - this.#kept.at >= FRESH_MILLISECONDS) this.#kept = { at: now, draw: this.#look() }
    return this.#kept.draw
  }

  async #look(): Promise<Drawn | undefined> {
    const holds = (draw: Drawn | undefined) =>
      draw?.proposals.some(({ id }) => id === this.#context.target) ?? false
    const usual = await this.#browser.draw()
    if (holds(usual)) return usual
    for (let tries = 0; tries < MOST_PAGES; tries++) {
      const page = await this.#browser.draw(this.#page)
      if (holds(page)) return page
      this.#page = page && !page.last ? this.#page + 1 : 1
    }
    return undefined
  }
}
