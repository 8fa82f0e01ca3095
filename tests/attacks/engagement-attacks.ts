import type { Network } from './addresses.ts'
import { type AttackContext, fakeBrowser } from './attack.ts'
import type { Actor } from './timeline.ts'

/** The article that is made to look better, or worse, than it is. */
const FORGED_ARTICLE = '/forged'

async function* pretendToRead(
  context: AttackContext,
  network: Network,
  { engages }: { engages: boolean },
): Actor {
  const { chance } = context
  const fake = fakeBrowser(context, network, { article: FORGED_ARTICLE })
  const draw = engages ? await fake.draw() : undefined
  await fake.report('view')
  if (!draw) return
  yield chance.thinking(4)
  const proposal = chance.pick(draw.proposals).id
  await fake.vote(proposal, { vote: context.usualVote(proposal), from: draw })
}

export interface EngagementAttack {
  fakes: number
  networks(context: AttackContext): Network[]
  /** True: each votes once, so that a page has more engaged readers; false: each only looks, so that its rate falls. */
  engages: boolean
}

/** Readers of one article who are not there: one browser after the other, by another name of its own each time. */
export function addEngagementAttack(context: AttackContext, attack: EngagementAttack): void {
  const { chance, timeline, from, until } = context
  const networks = attack.networks(context)
  for (let index = 0; index < attack.fakes; index++)
    timeline.add(
      from + (until - from) * chance.random(),
      pretendToRead(context, networks[index % networks.length] as Network, attack),
    )
}
