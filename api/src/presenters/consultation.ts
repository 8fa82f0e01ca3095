import { phaseAt } from '../domain/phases.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Consultation, Segments } from '../wire/index.ts'

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

function presentSegments({ segmentQuestion, segments }: ConsultationRecord): Segments | null {
  const offered = segments.filter(({ retiredAt }) => retiredAt === null)
  if (segmentQuestion === '' || offered.length === 0) return null
  return { question: segmentQuestion, options: offered.map(({ id, label }) => ({ id, label })) }
}

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
    resultsAt: record.resultsAt === null ? null : instant(record.resultsAt),
    segments: presentSegments(record),
    proposalPrefix: record.proposalPrefix,
    proposalMaxLength: record.proposalMaxLength,
    sequenceSize: record.sequenceSize,
    url: `${publicUrl}/c/${record.slug}`,
  }
}
