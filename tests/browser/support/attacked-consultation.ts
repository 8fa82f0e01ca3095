import { randomBytes } from 'node:crypto'
import { type Placement, placementOf, type TrustRule } from '../../../api/src/domain/votes/cohorts.ts'
import type { ConsultationRecord } from '../../../api/src/store/consultations.ts'
import type { Stage } from '../../../scripts/stage/stage.ts'

/** A consultation with an honest public, and an attack on its eighth proposal in one afternoon. */
export interface AttackedConsultation {
  consultation: ConsultationRecord
  proposals: { id: string; text: string }[]
}

interface Crowd {
  on: string
  agree?: number
  disagree?: number
  placement?: Placement | null
}

/** Votes past the wire: what a rule has found is the premise of the tests. */
async function crowd(stage: Stage, { on, agree = 0, disagree = 0, placement = null }: Crowd): Promise<void> {
  const cast = (vote: 'agree' | 'disagree', index: number) =>
    stage.server.services.recorder.vote(
      { proposalId: on, voter: randomBytes(16) },
      {
        vote,
        qualifications: vote === 'agree' && index % 3 > 0 ? ['likeIt', 'doable'] : [],
        segment: null,
        revision: 1,
      },
      null,
      placement,
    )
  await Promise.all([
    ...Array.from({ length: agree }, (_, index) => cast('agree', index)),
    ...Array.from({ length: disagree }, (_, index) => cast('disagree', index)),
  ])
}

/** Plants the votes of a consultation that has none. */
export async function attack(stage: Stage, slug: string): Promise<AttackedConsultation> {
  const { store, results } = stage.server.services
  const records = await store.consultations.all()
  const consultation = records.find((one) => one.slug === slug) as ConsultationRecord
  const found = (rule: TrustRule, hour: number): Placement =>
    placementOf(consultation.id, rule, Date.parse(`2026-03-10T${String(hour).padStart(2, '0')}:30:00Z`))
  const proposals: { id: string; text: string }[] = []
  for await (const { id, text } of store.results.eachTallied(consultation.id)) proposals.push({ id, text })
  for (const [index, { id }] of proposals.slice(0, 16).entries())
    await crowd(stage, { on: id, agree: 60 + 4 * index, disagree: 90 - 5 * index })
  const pushed = proposals[7]?.id ?? ''
  for (const [hour, votes] of [
    [14, 40],
    [15, 320],
    [16, 410],
    [17, 90],
  ] as const)
    await crowd(stage, { on: pushed, agree: votes, placement: found('network-excess', hour) })
  for (const [index, { id }] of proposals.slice(0, 12).entries())
    await crowd(stage, { on: id, agree: 3, disagree: index, placement: found('ballots', 9 + (index % 3)) })
  await crowd(stage, { on: pushed, agree: 25, placement: found('not-served', 15) })
  await crowd(stage, { on: pushed, agree: 4, placement: found('no-origin', 15) })
  // Made at the start, from no votes.
  results.drop(consultation.id)
  return { consultation, proposals }
}
