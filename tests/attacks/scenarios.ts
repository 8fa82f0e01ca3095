import { type Network, oneBlock, rentedNetworks } from './addresses.ts'
import type { AttackContext } from './attack.ts'
import { addBindingAttack, addProofAttack, addTokenMutations, type Fault } from './binding-attacks.ts'
import type { Arrival } from './crowd.ts'
import { addEngagementAttack } from './engagement-attacks.ts'
import { addProposalAttack } from './proposal-attacks.ts'
import { addVoteAttack, type VoteAttack } from './vote-attacks.ts'

/** An attack beside a crowd. */
export interface Scenario {
  name: string
  title: string
  /** Honest readers; as many as are asked for if it is not said. */
  readers?: number
  /** Of a school behind one address, who vote within a lesson. */
  pupils?: number
  /** One if it is not said. */
  hours?: number
  arrival?: Arrival
  /** True: another consultation runs on the same server, with readers of its own. */
  hasNeighbour?: boolean
  /** Adds what the attacker does; without it there are honest readers alone. */
  attack?(context: AttackContext): void
  /** The largest part of the fakes, from 0 to 1, that may be counted. */
  mostCounted?: number
  /** What is looked at besides votes. */
  effect?: 'engagement' | 'proposals' | 'groups'
  /** Nothing anonymous stops it: it is published, and held against no limit. */
  isNotStopped?: boolean
}

const FAKES = 10_000
const BALLOTS = 1000
const [ONE, MANY] = [0.01, 0.05]

type Networks = (context: AttackContext) => Network[]

const rented =
  (count: number): Networks =>
  ({ chance }) =>
    rentedNetworks(count, chance)
const largestShared: Networks = ({ shared }) => shared.slice(0, 1)
const block: Networks = ({ chance }) => [oneBlock(chance)]
const school: Networks = ({ school: network }) => [network]

interface VoteScenario extends Partial<VoteAttack>, Omit<Partial<Scenario>, 'attack'> {
  networks: Networks
}

const ballots = (name: string, title: string, { networks, ...more }: VoteScenario): Scenario => ({
  name,
  title,
  mostCounted: MANY,
  attack: (context) =>
    addVoteAttack(context, {
      shape: 'ballot',
      draws: 'harvested',
      networks,
      ...more,
      fakes: context.scaled(more.fakes ?? BALLOTS),
    }),
  ...more,
})

const lone = (name: string, title: string, more: VoteScenario): Scenario =>
  ballots(name, title, { shape: 'lone', fakes: FAKES, ...more })

const binding = (fault: Fault, title: string, networks: Networks, mostCounted = ONE): Scenario => ({
  name: fault,
  title,
  mostCounted,
  attack: (context) => addBindingAttack(context, { fault, networks, fakes: context.scaled(3000) }),
})

/** The crowd by itself: what rules take from honest readers. */
const CROWDS: readonly Scenario[] = [
  { name: 'nobody', title: 'no attack' },
  { name: 'push', title: 'no attack, half of the readers within minutes', arrival: 'push' },
  { name: 'quiet', title: 'no attack, 200 readers', readers: 200 },
  { name: 'school', title: 'no attack, a school of 2,000', pupils: 2000 },
  { name: 'quiet-school', title: 'no attack, 200 readers and a school of 2,000', readers: 200, pupils: 2000 },
]

const LONE: readonly Scenario[] = [
  lone('lone-1', 'lone votes, 1 network', { networks: rented(1), mostCounted: ONE }),
  lone('lone-block', 'lone votes, one block of IPv6', { networks: block, mostCounted: ONE }),
  lone('lone-50', 'lone votes, 50 networks', { networks: rented(50) }),
  lone('lone-200', 'lone votes, 200 networks', { networks: rented(200) }),
  lone('lone-5000', 'lone votes, 5,000 networks', { networks: rented(5000) }),
  lone('lone-shared', 'lone votes, inside the largest shared address', { networks: largestShared }),
  lone('lone-burst', 'lone votes within six minutes, 200 networks', {
    networks: rented(200),
    during: [0.4, 0.5],
  }),
  lone('lone-quiet', '1,000 lone votes, 50 networks, 200 readers', {
    networks: rented(50),
    fakes: 1000,
    readers: 200,
  }),
]

const BALLOTS_OF_FAKES: readonly Scenario[] = [
  ballots('ballots-1', 'whole ballots, 1 network', { networks: rented(1), mostCounted: ONE }),
  ballots('ballots-50', 'whole ballots, 50 networks', { networks: rented(50) }),
  ballots('ballots-200', 'whole ballots, 200 networks', { networks: rented(200) }),
  ballots('ballots-5000', 'whole ballots, 5,000 networks', { networks: rented(5000) }),
  ballots('ballots-shared', 'whole ballots, inside the largest shared address', { networks: largestShared }),
  ballots('ballots-own-200', 'whole ballots on fair draws, 200 networks', {
    networks: rented(200),
    draws: 'own',
  }),
  ballots('identical-200', 'identical ballots, 200 networks', { networks: rented(200), others: 'identical' }),
  ballots('cell', 'a cell of 150 that votes alike, 100 networks', {
    networks: rented(100),
    fakes: 150,
    draws: 'own',
    others: 'identical',
    effect: 'groups',
  }),
]

const WITHOUT_RIGHT: readonly Scenario[] = [
  binding('shared-token', 'one token for many reader ids, 5 networks', rented(5)),
  binding('no-origin', 'no Origin, 200 networks', rented(200)),
  binding('null-origin', "Origin null and another's token (drive-by)", rented(1)),
  // Of two browsers by chance, one pair in twenty has the same name, and passes for one that changed its network.
  binding('moved-token', "another browser's token, 50 networks", rented(50), 0.1),
  lone('not-served', 'lone votes without a proof, 200 networks', {
    networks: rented(200),
    draws: 'none',
    mostCounted: ONE,
  }),
  {
    name: 'wrong-proof',
    title: 'proofs forged, changed, of another draw, 200 networks',
    mostCounted: ONE,
    attack: (context) =>
      addProofAttack(context, {
        faults: ['forged', 'mutated', 'of-another'],
        networks: rented(200),
        fakes: context.scaled(3000),
      }),
  },
  {
    name: 'tokens',
    title: '100,000 changed tokens, 20 networks',
    mostCounted: 0,
    attack: (context) => addTokenMutations(context, { count: context.scaled(100_000), networks: rented(20) }),
  },
]

const OTHERS: readonly Scenario[] = [
  lone('school-1', 'lone votes at full speed, from the address of a school of 2,000', {
    networks: school,
    pupils: 2000,
    during: [0.1, 0.3],
  }),
  lone('school-unproven', 'the same without a proof', {
    networks: school,
    pupils: 2000,
    during: [0.1, 0.3],
    draws: 'none',
    mostCounted: ONE,
  }),
  lone('school-beside', 'lone votes, 50 networks, a school of 2,000 beside them', {
    networks: rented(50),
    pupils: 2000,
  }),
  lone('neighbour', 'lone votes, 50 networks, another consultation beside it', {
    networks: rented(50),
    hasNeighbour: true,
  }),
  {
    name: 'inflation',
    title: '1,400 engaged readers, 1 network',
    effect: 'engagement',
    attack: (context) =>
      addEngagementAttack(context, { fakes: context.scaled(1400), networks: rented(1), engages: true }),
  },
  {
    name: 'dilution',
    title: '2,900 views of another article, 1 network',
    effect: 'engagement',
    attack: (context) =>
      addEngagementAttack(context, { fakes: context.scaled(2900), networks: rented(1), engages: false }),
  },
  {
    name: 'proposals-1',
    title: '1,000 proposals, one reader id',
    effect: 'proposals',
    attack: (context) =>
      addProposalAttack(context, { proposals: context.scaled(1000), networks: rented(1), isOneReader: true }),
  },
  {
    name: 'proposals-network',
    title: '1,000 proposals, 1,000 reader ids, 1 network',
    effect: 'proposals',
    attack: (context) =>
      addProposalAttack(context, {
        proposals: context.scaled(1000),
        networks: rented(1),
        isOneReader: false,
      }),
  },
  {
    name: 'proposals-200',
    title: '1,000 proposals, 1,000 reader ids, 200 networks',
    effect: 'proposals',
    attack: (context) =>
      addProposalAttack(context, {
        proposals: context.scaled(1000),
        networks: rented(200),
        isOneReader: false,
      }),
  },
]

const DAYS = 72

const SLOW: readonly Scenario[] = [
  lone('slow-lone', '1,000 lone votes over three days, 200 networks', {
    networks: rented(200),
    fakes: 1000,
    hours: DAYS,
  }),
  ballots('slow-ballots', '300 whole ballots over three days, 200 networks', {
    networks: rented(200),
    fakes: 300,
    hours: DAYS,
  }),
  ballots('mimic', '1,000 readers over three days on fair draws, 1,000 networks', {
    networks: rented(1000),
    draws: 'own',
    hours: DAYS,
    isNotStopped: true,
  }),
]

export const SCENARIOS: readonly Scenario[] = [
  ...CROWDS,
  ...LONE,
  ...BALLOTS_OF_FAKES,
  ...WITHOUT_RIGHT,
  ...OTHERS,
  ...SLOW,
]
