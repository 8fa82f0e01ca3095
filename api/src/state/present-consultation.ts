import { phaseAt } from '../domain/phases.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Consultation } from '../wire/index.ts'

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

/** A consultation as everyone may see it, in the phase it is in at `now` (milliseconds). */
export function presentConsultation(
  record: ConsultationRecord,
  publicUrl: string,
  now: number,
): Consultation {
  return {
    slug: record.slug,
    question: record.question,
    introduction: record.introduction,
    language: record.language,
    phase: phaseAt(record, now),
    opensAt: instant(record.opensAt),
    proposalsCloseAt: record.proposalsCloseAt === null ? null : instant(record.proposalsCloseAt),
    closesAt: instant(record.closesAt),
    proposalPrefix: record.proposalPrefix,
    proposalMaxLength: record.proposalMaxLength,
    sequenceSize: record.sequenceSize,
    url: `${publicUrl}/c/${record.slug}`,
  }
}
