import { LRUCache } from 'lru-cache'
import { isInExcess, type PartOfNetwork } from '../domain/engagement/suspicion.ts'
import { atMost } from '../domain/remembered.ts'

/** What is known of one network on one day. */
interface Network {
  /** Page views that viewed the widget. */
  views: number
  /** Browsers that no other network vouches for. */
  lone: number
  /** Of those, the ones in the reference. */
  loneInReference: number
  engaged: Set<string>
  instant: number
  instantInReference: number
}

interface Browser {
  /** The first network whose reference it is in; null: none. */
  first: string | null
  /** It is in the reference of several. */
  isKnown: boolean
  /** The networks that it counts as a lone one of. */
  loneIn: Set<string>
}

const NETWORKS_REMEMBERED = 20_000
const BROWSERS_REMEMBERED = 50_000
/** Readers of one network who are told apart; beyond, each act is another's. */
const READERS_REMEMBERED = 5000
/**
 * Of each network the first views and engaged readers are the reference that all others are compared with. As few as a
 * household's, so that neither a crowd nor an attack sets the measure, or makes its own browsers known.
 */
const REFERENCE_SHARE = 10

/** True if no other network's reference holds it. */
const isLoneOf = ({ first }: Browser, name: string): boolean => first === null || first === name

const freshNetwork = (): Network => ({
  views: 0,
  lone: 0,
  loneInReference: 0,
  engaged: new Set(),
  instant: 0,
  instantInReference: 0,
})

/**
 * The networks of one publisher on one day, compared with each other; in memory alone, under names that need the day's salt.
 * Two habits tell a program from a crowd: its browsers are known nowhere else (honest browsers are few kinds, wherever they
 * are), and it votes sooner than one can read.
 */
export class NetworksOfDay {
  readonly #networks: LRUCache<string, Network>
  readonly #browsers = new LRUCache<string, Browser>(atMost(BROWSERS_REMEMBERED))
  readonly #reference = { views: 0, lone: 0, engaged: 0, instant: 0 }

  constructor() {
    this.#networks = new LRUCache({
      ...atMost(NETWORKS_REMEMBERED),
      dispose: (network) => this.#leaveReference(network),
    })
  }

  /** A page view has viewed the widget. */
  view(name: string, browserName: string): void {
    const network = this.#of(name)
    network.views += 1
    const isInReference = network.views <= REFERENCE_SHARE
    let browser = this.#browsers.get(browserName)
    if (!browser) {
      browser = { first: null, isKnown: false, loneIn: new Set() }
      this.#browsers.set(browserName, browser)
    }
    if (isInReference) {
      this.#reference.views += 1
      this.#vouch(browser, name)
    }
    if (browser.isKnown || !isLoneOf(browser, name) || browser.loneIn.has(name)) return
    browser.loneIn.add(name)
    network.lone += 1
    if (browser.first === name) this.#countLone(network, 1)
  }

  /** A reader has taken part; how soon counts at their first act. */
  engage(name: string, reader: string, isInstantly: boolean): void {
    const network = this.#of(name)
    if (network.engaged.has(reader)) return
    if (network.engaged.size < READERS_REMEMBERED) network.engaged.add(reader)
    const isInReference = network.engaged.size <= REFERENCE_SHARE
    if (isInReference) this.#reference.engaged += 1
    if (!isInstantly) return
    network.instant += 1
    if (!isInReference) return
    network.instantInReference += 1
    this.#reference.instant += 1
  }

  /** True if a browser was seen in this network, and no other vouches for it. */
  isLone(name: string, browserName: string): boolean {
    return this.#browsers.get(browserName)?.loneIn.has(name) ?? false
  }

  /** True if the network has more browsers of its own than those of others explain. */
  hasLoneExcess(name: string): boolean {
    const { views, lone, loneInReference } = this.#of(name)
    const others: PartOfNetwork = {
      part: this.#reference.lone - loneInReference,
      whole: this.#reference.views - Math.min(views, REFERENCE_SHARE),
    }
    return isInExcess({ part: lone, whole: views }, others)
  }

  /** True if more of its readers voted at once than those of others explain. */
  hasInstantExcess(name: string): boolean {
    const { engaged, instant, instantInReference } = this.#of(name)
    const others: PartOfNetwork = {
      part: this.#reference.instant - instantInReference,
      whole: this.#reference.engaged - Math.min(engaged.size, REFERENCE_SHARE),
    }
    return isInExcess({ part: instant, whole: Math.max(engaged.size, instant) }, others)
  }

  #of(name: string): Network {
    let network = this.#networks.get(name)
    if (!network) {
      network = freshNetwork()
      this.#networks.set(name, network)
    }
    return network
  }

  #countLone(network: Network, step: 1 | -1): void {
    network.loneInReference += step
    this.#reference.lone += step
  }

  /** A browser in a network's reference no longer counts as alone in another network. */
  #vouch(browser: Browser, name: string): void {
    if (browser.isKnown || browser.first === name) return
    for (const holder of browser.loneIn) {
      const network = this.#networks.peek(holder)
      if (holder === name || !network) continue
      network.lone -= 1
      if (browser.first === holder) this.#countLone(network, -1)
    }
    browser.isKnown = browser.first !== null
    const isHeldHere = !browser.isKnown && browser.loneIn.has(name)
    browser.loneIn = new Set(isHeldHere ? [name] : [])
    browser.first ??= name
  }

  #leaveReference({ views, loneInReference, engaged, instantInReference }: Network): void {
    this.#reference.views -= Math.min(views, REFERENCE_SHARE)
    this.#reference.lone -= loneInReference
    this.#reference.engaged -= Math.min(engaged.size, REFERENCE_SHARE)
    this.#reference.instant -= instantInReference
  }
}
