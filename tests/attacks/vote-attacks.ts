import type { Vote } from '../../api/src/wire/index.ts'
import type { Network } from './addresses.ts'
import { type AttackContext, fakeBrowser, Harvester } from './attack.ts'
import type { Drawn } from './browser.ts'
import type { Actor } from './timeline.ts'

const SEQUENCE = 12

export interface VoteAttack {
  /** People that are made up. */
  fakes: number
  networks(context: AttackContext): Network[]
  /** `lone`: the target alone; `ballot`: the target among eleven others. */
  shape: 'lone' | 'ballot'
  /** Of the other votes of a ballot: as the public votes, by chance; or one list that all share. */
  others?: 'usual' | 'identical'
  /**
   * Where the target comes from: `harvested`, one draw that holds it for all; `own`, the fair draw of each, and the target
   * gets its vote where it is in there; `none`, nothing is said.
   */
  draws: 'harvested' | 'own' | 'none'
  /** Part of the hour in which the fakes come, from 0 to 1; the whole of it if it is not said. */
  during?: readonly [number, number]
}

/** The vote that a ballot gives a proposal other than the target. */
function voteOn(context: AttackContext, others: VoteAttack['others'], proposal: string): Vote {
  if (others !== 'identical') return context.usualVote(proposal)
  return (['agree', 'disagree', 'agree'] as const)[proposal.charCodeAt(0) % 3] as Vote
}

async function* voteOnTarget(context: AttackContext, attack: VoteAttack, fake: Fake): Actor {
  const draw = attack.draws === 'none' ? undefined : await fake.draw()
  yield context.chance.thinking(2)
  await fake.browser.report('view')
  yield context.chance.thinking(4)
  await fake.browser.vote(context.target, { vote: 'agree', qualifications: ['likeIt'], from: draw })
}

async function* fillBallot(context: AttackContext, attack: VoteAttack, fake: Fake): Actor {
  const { chance, target } = context
  const draw = await fake.draw()
  if (!draw) return
  yield chance.thinking(2)
  await fake.browser.report('view')
  const ids = draw.proposals.map(({ id }) => id)
  const others = (attack.others === 'identical' ? ids : chance.shuffled(ids)).filter((id) => id !== target)
  const chosen = ids.includes(target)
    ? chance.shuffled([target, ...others.slice(0, SEQUENCE - 1)])
    : others.slice(0, SEQUENCE)
  for (const id of chosen) {
    yield chance.thinking(5)
    const cast =
      id === target
        ? { vote: 'agree' as const, qualifications: ['likeIt' as const] }
        : { vote: voteOn(context, attack.others, id) }
    await fake.browser.vote(id, { ...cast, from: attack.draws === 'none' ? undefined : draw })
  }
  await fake.browser.report('finish')
}

interface Fake {
  browser: ReturnType<typeof fakeBrowser>
  draw(): Promise<Drawn | undefined>
}

/** Lets made-up readers vote, evenly over the time. */
export function addVoteAttack(context: AttackContext, attack: VoteAttack): void {
  const { chance, timeline, from, until } = context
  const networks = attack.networks(context)
  const harvester = new Harvester(context, networks[0] as Network)
  const [start, end] = attack.during ?? [0, 1]
  for (let index = 0; index < attack.fakes; index++) {
    const browser = fakeBrowser(context, networks[index % networks.length] as Network)
    const draw = () => (attack.draws === 'own' ? browser.draw() : harvester.drawWithTarget())
    const act = attack.shape === 'lone' ? voteOnTarget : fillBallot
    const at = from + (until - from) * (start + (end - start) * chance.random())
    timeline.add(at, act(context, attack, { browser, draw }))
  }
}
