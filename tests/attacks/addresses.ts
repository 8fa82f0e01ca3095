import type { Chance } from './chance.ts'

/** Where a reader or an attacker comes from: an address, and what else it may turn into. */
export interface Network {
  /** The address of this request; of a pool any of its addresses. */
  address(): string
  /** Part of all readers behind shared addresses who are here, from 0 to 1. */
  share: number
}

/** First octets under which French homes are to be found; none of them is private or a loopback. */
const HOMES = [2, 31, 37, 46, 62, 77, 78, 80, 81, 82, 83, 86, 88, 90, 91, 92, 109, 176, 188, 193]
const hex = (number: number): string => number.toString(16)

/** Blocks of 256 addresses that a telephone company hands out to homes. */
const homeV4 = (chance: Chance): string =>
  `${chance.pick(HOMES)}.${chance.whole(0, 255)}.${chance.whole(0, 255)}.${chance.whole(1, 254)}`

/** A home has 56 bits of its own; which of its networks a device is in changes nothing. */
const homeV6 = (chance: Chance): string =>
  `2a01:cb${hex(chance.whole(16, 31))}:${hex(chance.whole(0, 65_535))}:${hex(chance.whole(0, 255) * 256)}:${hex(chance.whole(1, 65_535))}::1`

/** A telephone has 64 bits of its own, out of few blocks of the first 48. */
const telephoneV6 = (chance: Chance): string =>
  `2a02:8440:${hex(0x1000 + chance.whole(0, 23))}:${hex(chance.whole(0, 65_535))}::${hex(chance.whole(1, 65_535))}`

/** An address of somebody's own: two of five homes speak IPv6, and so do telephones. */
export function ownAddress(chance: Chance): string {
  if (chance.is(0.6)) return homeV4(chance)
  return chance.is(0.6) ? homeV6(chance) : telephoneV6(chance)
}

const SHARED = 60
const TAIL = 1.1

/**
 * Companies, hospitals, universities, carriers: a few large ones and a long tail (Zipf). Of three, two have one address
 * for all, and the third spreads its readers over a pool in one block, as carriers do.
 */
export function sharedNetworks(chance: Chance): Network[] {
  const weights = Array.from({ length: SHARED }, (_, rank) => (rank + 1) ** -TAIL)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight, rank) => {
    const block = homeV4(chance).split('.').slice(0, 3).join('.')
    const first = chance.whole(1, 120)
    const size = rank % 3 === 2 ? chance.pick([8, 32, 128]) : 1
    return { share: weight / sum, address: () => `${block}.${first + chance.whole(0, size - 1)}` }
  })
}

/** So many networks that an attacker has rented: doors of homes all over the country. */
export function rentedNetworks(count: number, chance: Chance): Network[] {
  return Array.from({ length: count }, () => {
    const address = ownAddress(chance)
    return { share: 0, address: () => address }
  })
}

/** One customer's block of IPv6, with more networks of 64 bits in it than anybody counts. */
export function oneBlock(chance: Chance): Network {
  const block = `2a0c:b641:${hex(chance.whole(0, 65_535))}`
  return {
    share: 0,
    address: () => `${block}:${hex(chance.whole(0, 65_535))}::${hex(chance.whole(1, 65_535))}`,
  }
}

const SYSTEMS = [
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
  'Linux; Android 14; SM-S918B',
  'Linux; Android 13; Pixel 7',
  'Linux; Android 12; 22101316G',
  'X11; Linux x86_64',
]

/** A browser as people have them: the newest version of a common one, mostly. */
export function browserName(chance: Chance): string {
  const age = Math.floor(4 * chance.random() ** 3)
  const kind = chance.random()
  if (kind < 0.28) {
    const version = `${chance.pick([17, 18, 18, 19])}_${chance.whole(0, 6)}`
    return `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version.replace('_', '.')} Mobile/15E148 Safari/604.1`
  }
  if (kind < 0.4)
    return `Mozilla/5.0 (X11; Linux x86_64; rv:${147 - age}.0) Gecko/20100101 Firefox/${147 - age}.0`
  const system = chance.pick(SYSTEMS)
  const mobile = system.includes('Android') ? ' Mobile' : ''
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${148 - age}.0.0.0${mobile} Safari/537.36`
}
