import { addReading, createAction } from '../../api/src/administration/actions.ts'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { dayIn } from '../../api/src/domain/days.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { NewAction } from '../../api/src/wire/index.ts'

// Made up, like the readers whose consensus it rests on.

const DAY = 86_400_000

interface PlannedAction extends Omit<NewAction, 'proposals'> {
  /** How the proposals behind it begin */
  proposals: readonly string[]
  /** Days ago, and what was measured then */
  readings: readonly [number, number][]
}

const PLAN: readonly PlannedAction[] = [
  {
    title: 'Un contrat de trois ans à prix garanti pour 400 fermes',
    description:
      'Les cantines et deux enseignes s’engagent sur les volumes et sur un prix qui couvre le coût de production.',
    carrier: 'Chambre d’agriculture et communes partenaires',
    state: 'started',
    indicator: { name: 'Fermes sous contrat', unit: 'fermes', baseline: 0, target: 400 },
    proposals: ['Il faut que les agriculteurs puissent vivre', 'Il faut aider les agriculteurs à mieux'],
    readings: [
      [52, 38],
      [31, 121],
      [6, 187],
    ],
  },
  {
    title: 'Zéro invendu jeté dans les supermarchés partenaires',
    description: 'Une collecte chaque soir, et un relevé public de ce qui part encore à la poubelle.',
    carrier: 'Banques alimentaires',
    state: 'started',
    indicator: { name: 'Invendus jetés', unit: 't par mois', baseline: 310, target: 30 },
    proposals: ['Il faut que les grandes surfaces donnent', 'Il faut mettre en place des circuits'],
    readings: [
      [45, 262],
      [12, 174],
    ],
  },
  {
    title: 'Un potager dans chaque école primaire volontaire',
    carrier: 'Rectorat',
    description: 'Terrain, outils, et une heure par semaine avec un maraîcher du canton.',
    state: 'done',
    indicator: { name: 'Écoles avec un potager', unit: 'écoles', baseline: 41, target: 150 },
    proposals: ['Il faut mettre en place du jardinage', 'Il faut éduquer nos enfants à cuisiner'],
    readings: [
      [48, 96],
      [9, 152],
    ],
  },
  {
    title: 'Un marché hebdomadaire dans trente villages qui n’en ont plus',
    carrier: 'Association des maires',
    description: 'Emplacements gratuits la première année, producteurs du département en priorité.',
    state: 'planned',
    indicator: { name: 'Marchés ouverts', unit: 'marchés', baseline: 0, target: 30 },
    proposals: ['Il faut développer les commerces de proximité'],
    readings: [],
  },
]

const TIME_ZONE = 'Europe/Paris'

/** Turns the consensus into actions, as the team would have done `days` days ago, with what was measured since. */
export async function carryOutPlan(
  context: AdminContext,
  consultation: ConsultationRecord,
  days: number,
): Promise<void> {
  const now = context.runtime.now()
  const at = (daysAgo: number): AdminContext => ({
    ...context,
    runtime: { ...context.runtime, now: () => now - daysAgo * DAY },
  })
  const accepted = await context.store.proposals.accepted(consultation.id)
  for (const { readings, proposals, ...fields } of PLAN) {
    const behind = accepted.filter(({ text }) => proposals.some((start) => text.startsWith(start)))
    const action = await createAction(at(days), consultation, {
      ...fields,
      proposals: behind.map(({ id }) => id),
    })
    for (const [daysAgo, value] of readings) {
      const day = dayIn(TIME_ZONE, now - daysAgo * DAY)
      await addReading(at(daysAgo), consultation, action.id, { day, value })
    }
  }
}
