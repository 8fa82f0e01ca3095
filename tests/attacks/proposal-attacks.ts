import { nanoid } from 'nanoid'
import type { Network } from './addresses.ts'
import { type AttackContext, fakeBrowser } from './attack.ts'
import type { Browser } from './browser.ts'
import type { Actor } from './timeline.ts'

const SUBJECTS = [
  'les rivières',
  'les haies',
  'les abeilles',
  'les villes',
  'les forêts',
  'la pêche',
  'la mer',
]
const ACTS = ['protéger', 'payer', 'interdire', 'compter', 'rendre', 'nettoyer', 'fermer', 'surveiller']
const WAYS = ['sans attendre', 'par une loi', 'avec les enfants', 'dans chaque commune', 'par une taxe']

async function* submit(context: AttackContext, fake: Browser, number: number): Actor {
  const { chance } = context
  if (fake.token === undefined) await fake.report('view')
  yield chance.thinking(2)
  const text = `Il faut ${chance.pick(ACTS)} ${chance.pick(SUBJECTS)} ${chance.pick(WAYS)} (${number})`
  await fake.ask('POST', '/v1/proposals', {
    session: fake.token,
    reader: fake.reader,
    submission: nanoid(),
    text,
  })
}

export interface ProposalAttack {
  proposals: number
  networks(context: AttackContext): Network[]
  /** True: all by one reader id; false: each by another. */
  isOneReader: boolean
}

/** Proposals until the team can no longer find the others among them. */
export function addProposalAttack(context: AttackContext, attack: ProposalAttack): void {
  const { chance, timeline, from, until } = context
  const networks = attack.networks(context)
  const first = fakeBrowser(context, networks[0] as Network)
  for (let number = 0; number < attack.proposals; number++) {
    const network = networks[number % networks.length] as Network
    const fake = attack.isOneReader ? first : fakeBrowser(context, network)
    timeline.add(from + (until - from) * chance.random(), submit(context, fake, number))
  }
}
