import { z } from 'zod'
import { LIMITS, PHASES } from './constants.ts'
import { count, instant, instantText, language, revision, segmentId, slug, wellFormed } from './fields.ts'
import { groupCertainty, opinionGroups } from './opinion-groups.ts'
import type { FieldProblemCode } from './problems.ts'
import { results } from './results.ts'
import { consultationSettings } from './settings.ts'
import { alarms } from './trust.ts'

const DATES = ['opensAt', 'proposalsCloseAt', 'closesAt', 'resultsAt', 'actionAt', 'endsAt'] as const

/** The prefix and the shortest text that says anything must fit in. */
const SHORTEST_REST = 10

const fields = {
  language,
  otherLanguages: z
    .array(language)
    .max(LIMITS.otherLanguages)
    .default([])
    .describe('Other languages of the consultation; texts can be translated into each'),
  question: wellFormed(300).min(1),
  introduction: wellFormed(500).default(''),
  proposalPrefix: wellFormed(60).default(''),
  proposalMaxLength: z.int().min(20).max(LIMITS.proposalLength).default(140),
  moderation: z
    .enum(['before', 'after'])
    .default('before')
    .describe('Whether proposals are published before or after somebody has read them'),
  sequenceSize: z.int().min(1).max(50).default(12),
  opensAt: instant,
  proposalsCloseAt: instant.nullable().default(null),
  closesAt: instant,
  resultsAt: instant.nullable().default(null),
  actionAt: instant.nullable().default(null),
  endsAt: instant.nullable().default(null),
  segmentQuestion: wellFormed(120).default('').describe('Asked after some votes; empty: no question'),
  settings: consultationSettings.prefault({}),
}

const segmentLabel = wellFormed(LIMITS.segmentLabelLength).min(1)

interface Checked extends Record<(typeof DATES)[number], number | null> {
  language: string
  otherLanguages: string[]
  proposalPrefix: string
  proposalMaxLength: number
  segmentQuestion: string
}

/** Rules that look at more than one field: dates that cross, a question without answers, a prefix without room. */
function checkTogether(body: Checked, labels: readonly string[], context: z.core.$RefinementCtx): void {
  const refuse = (field: string, message: string, problem: FieldProblemCode, values = {}) =>
    context.addIssue({ code: 'custom', path: [field], message, input: body, params: { problem, values } })
  let before: (typeof DATES)[number] = 'opensAt'
  for (const date of DATES.slice(1)) {
    const [earlier, later] = [body[before], body[date]]
    if (earlier === null || later === null) continue
    // Only the opening must lie apart: a phase in between may be left out.
    if (before === 'opensAt' && later <= earlier)
      refuse(date, 'must come after opensAt', 'date-order', { before })
    else if (later < earlier) refuse(date, `must not come before ${before}`, 'date-order', { before })
    before = date
  }
  if ((body.segmentQuestion === '') !== labels.length < 2) {
    refuse(
      'segments',
      'a question needs two answers at least, and answers need a question',
      'segment-answers',
    )
  }
  if (new Set(labels).size < labels.length) refuse('segments', 'has the same answer twice', 'answer-twice')
  const languages = [body.language, ...body.otherLanguages]
  if (new Set(languages).size < languages.length)
    refuse('otherLanguages', 'names a language twice', 'language-twice')
  if (body.proposalPrefix.length + SHORTEST_REST > body.proposalMaxLength) {
    refuse('proposalMaxLength', 'leaves no room after the prefix', 'no-room-after-prefix')
  }
}

export const newConsultation = z
  .strictObject({
    slug,
    ...fields,
    segments: z
      .array(segmentLabel)
      .max(LIMITS.segments)
      .default([])
      .describe('The answers, each a part of the public'),
  })
  .superRefine((body, context) => checkTogether(body, body.segments, context))
  .describe('A new consultation')

export const changedConsultation = z
  .strictObject({
    ...fields,
    segments: z
      .array(z.strictObject({ id: segmentId.optional(), label: segmentLabel }))
      .max(LIMITS.segments)
      .default([])
      .describe(
        'Answers to offer, in this order. An answer left out is not offered any more; answers given are kept',
      ),
    revision,
  })
  .superRefine((body, context) =>
    checkTogether(
      body,
      body.segments.map(({ label }) => label),
      context,
    ),
  )
  .describe('A consultation, complete; articles use its slug, so it cannot change')

export const phaseWord = z
  .strictObject({
    phase: z.enum(PHASES),
    opensAt: instant.optional().describe('Where the phase needs a later opening: upcoming'),
    closesAt: instant.optional().describe('Where the phase needs a later end of votes'),
    revision,
  })
  .describe("The team's word: the phase begins now, and the dates follow")

export const seal = z
  .strictObject({ revision })
  .describe(
    'Destroys the pseudonym key: votes can no longer be linked to anyone; tallies stay. Cannot be undone',
  )

export const teamConsultation = z
  .strictObject({
    slug,
    language,
    otherLanguages: z.array(language),
    question: z.string(),
    introduction: z.string(),
    proposalPrefix: z.string(),
    proposalMaxLength: z.int(),
    moderation: z.enum(['before', 'after']),
    sequenceSize: z.int(),
    phase: z.enum(PHASES),
    opensAt: instantText,
    proposalsCloseAt: instantText.nullable(),
    closesAt: instantText,
    resultsAt: instantText.nullable(),
    actionAt: instantText.nullable(),
    endsAt: instantText.nullable(),
    segmentQuestion: z.string(),
    segments: z.array(
      z.strictObject({
        id: segmentId,
        label: z.string(),
        retiredAt: instantText.nullable().describe('When it stopped being offered'),
      }),
    ),
    settings: consultationSettings,
    isSealed: z.boolean().describe('true: votes can no longer be linked to anyone'),
    url: z.url(),
    createdAt: instantText,
    revision,
  })
  .describe('A consultation as its team sees it')

export const proposalCounts = z.strictObject({
  unread: count.describe('Not read by the team yet, published or not'),

  pending: count,
  accepted: count,
  refused: count,
  postponed: count,
})

export const teamConsultationAnswer = z.strictObject({
  consultation: teamConsultation,
  proposals: proposalCounts,
  alarms,
})

export const teamConsultationsAnswer = z.strictObject({
  consultations: z.array(teamConsultationAnswer),
})

export const teamResults = z.strictObject({
  results,
  groups: opinionGroups.nullable().describe('null: not computed yet'),
  certainty: groupCertainty.nullable().describe('How sure the groups are; for the team only'),
})
