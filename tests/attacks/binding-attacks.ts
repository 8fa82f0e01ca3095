import { browserName, type Network, ownAddress } from './addresses.ts'
import { type AttackContext, fakeBrowser, Harvester } from './attack.ts'
import type { Browser, Drawn } from './browser.ts'
import type { Actor } from './timeline.ts'

/** What is wrong with the token or the page of a fake. */
export type Fault = 'shared-token' | 'no-origin' | 'null-origin' | 'moved-token'

const AT = { agree: { vote: 'agree', qualifications: ['likeIt'] } } as const

interface Minted {
  browser: Browser
  draw: Drawn | undefined
}

/** A token that its owner minted with the right page, and a draw that holds the target. */
async function mint(context: AttackContext, harvester: Harvester, network: Network): Promise<Minted> {
  const browser = fakeBrowser(context, network)
  const draw = await harvester.drawWithTarget()
  await browser.report('view')
  return { browser, draw }
}

/** A vote on the target by somebody who is no reader of the page: one of the faults, all else as it should be. */
async function* voteWith(fault: Fault, context: AttackContext, minted: () => Promise<Minted>): Actor {
  const { chance } = context
  const { browser: owner, draw } = await minted()
  const isAway = fault === 'moved-token' || fault === 'null-origin'
  const fake = fakeBrowser(
    context,
    { share: 0, address: () => (isAway ? ownAddress(chance) : owner.address) },
    { userAgent: isAway ? browserName(chance) : owner.userAgent },
  )
  if (fault === 'no-origin') fake.origin = undefined
  if (fault === 'null-origin') fake.origin = 'null'
  fake.token = owner.token
  yield chance.thinking(3)
  await fake.vote(context.target, { ...AT.agree, from: draw })
}

export interface BindingAttack {
  fault: Fault
  fakes: number
  networks(context: AttackContext): Network[]
}

/**
 * `shared-token`: a few tokens for all fakes. `moved-token`: a token of its own for each, used by another browser elsewhere.
 * `null-origin`: a hidden frame makes each visitor of some page a voter, with a token that its owner minted (drive-by).
 * `no-origin`: programs that are no browsers.
 */
export function addBindingAttack(context: AttackContext, { fault, fakes, networks }: BindingAttack): void {
  const { chance, timeline, from, until } = context
  const rented = networks(context)
  const harvester = new Harvester(context, rented[0] as Network)
  const shared = rented.map((network) => {
    let minted: Promise<Minted> | undefined
    return () => {
      minted ??= mint(context, harvester, network)
      return minted
    }
  })
  for (let index = 0; index < fakes; index++) {
    const which = index % rented.length
    const minted = () =>
      fault === 'shared-token'
        ? (shared[which] as () => Promise<Minted>)()
        : mint(context, harvester, rented[which] as Network)
    timeline.add(from + (until - from) * chance.random(), voteWith(fault, context, minted))
  }
}

/** How a proof is made worse. */
export type ProofFault = 'forged' | 'mutated' | 'of-another'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The same text with one letter changed, one left out, two exchanged, or its end cut off. */
function mutated(text: string, { whole, pick, is }: AttackContext['chance']): string {
  const place = whole(0, Math.max(0, text.length - 1))
  const letter = pick([...LETTERS].filter((other) => other !== text[place]))
  if (is(0.7)) return text.slice(0, place) + letter + text.slice(place + 1)
  if (is(0.4)) return text.slice(0, place) + text.slice(place + 1)
  return is(0.5) ? text.slice(0, place) + letter + text.slice(place) : text.slice(0, Math.max(1, place))
}

/** A vote on the target whose proof is wrong. */
async function* voteWithProof(
  fault: ProofFault,
  context: AttackContext,
  harvester: Harvester,
  network: Network,
): Actor {
  const { chance, target } = context
  const fake = fakeBrowser(context, network)
  const found = await harvester.drawWithTarget()
  const usual = await fake.draw()
  await fake.report('view')
  yield chance.thinking(3)
  const right = found?.proof ?? ''
  const anothers = usual?.proposals.some(({ id }) => id === target) ? undefined : usual
  const proof =
    fault === 'forged'
      ? Array.from({ length: Math.max(40, right.length) }, () => chance.pick([...LETTERS])).join('')
      : mutated(right, chance)
  const from = fault === 'of-another' ? anothers : ({ ...found, proof } as Drawn)
  await fake.vote(target, { ...AT.agree, from })
}

/** Lets fakes vote on the target with a proof that is forged, changed, or of a draw without it. */
export function addProofAttack(
  context: AttackContext,
  { faults, fakes, networks }: { faults: readonly ProofFault[] } & Omit<BindingAttack, 'fault'>,
): void {
  const { chance, timeline, from, until } = context
  const rented = networks(context)
  const harvester = new Harvester(context, rented[0] as Network)
  for (let index = 0; index < fakes; index++) {
    const fault = faults[index % faults.length] as ProofFault
    const network = rented[index % rented.length] as Network
    timeline.add(from + (until - from) * chance.random(), voteWithProof(fault, context, harvester, network))
  }
}

/** Tokens with a letter changed, in votes: each is to be refused. */
async function* sendMutatedTokens(context: AttackContext, network: Network, count: number): Actor {
  const { chance, target } = context
  const fake = fakeBrowser(context, network)
  const draw = await fake.draw()
  await fake.report('view')
  const token = fake.token ?? ''
  for (let sent = 0; sent < count; sent++) {
    fake.token = mutated(token, chance)
    if (fake.token !== token) await fake.vote(target, { ...AT.agree, from: draw })
    if (sent % 200 === 199) yield 1000
  }
}

export function addTokenMutations(
  context: AttackContext,
  { count, networks }: { count: number; networks(context: AttackContext): Network[] },
): void {
  const rented = networks(context)
  const each = Math.ceil(count / rented.length)
  for (const network of rented) context.timeline.add(context.from, sendMutatedTokens(context, network, each))
}
