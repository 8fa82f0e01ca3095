import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { language, publisherKey, slug } from './fields.ts'
import { consultationSettings } from './settings.ts'

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => value.isWellFormed(), 'is not well-formed Unicode')

export const newPublisher = z
  .strictObject({
    name: text(LIMITS.publisherNameLength).min(1),
    origins: z
      .array(z.string().max(LIMITS.urlLength))
      .min(1)
      .max(100)
      .describe('Origins of its pages (scheme, host and port), each as https://www.example.org'),
    timeZone: z.string().max(100).describe('IANA name, such as Europe/Paris; its days are counted in it'),
    publicKey: publisherKey.optional().describe('For the snippet; drawn when it is not given'),
  })
  .describe('A news site to be set up')

const instant = z
  .union(
    [
      z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)),
      z.iso.datetime({ offset: true, precision: -1 }).transform((value) => Date.parse(value)),
      z.int(),
    ],
    { error: 'is not an instant such as 2026-03-01T08:00:00+01:00' },
  )
  .describe('ISO 8601 with offset, or milliseconds since the epoch')

export const newApiKey = z.strictObject({
  label: text(LIMITS.labelLength),
  scope: z.enum(['read']).default('read').describe('What the key opens: read, the statistics'),
  expiresAt: instant.nullable().default(null),
})

export const newShareLink = z
  .strictObject({ label: text(LIMITS.labelLength), expiresAt: instant })
  .describe('Lets anyone who has it read the statistics of a publisher until it expires')

const DATES = ['opensAt', 'proposalsCloseAt', 'closesAt', 'resultsAt', 'actionAt', 'endsAt'] as const

/** The prefix and the shortest text that says anything must fit in. */
const SHORTEST_REST = 10

export const newConsultation = z
  .strictObject({
    slug,
    language,
    question: text(300).min(1),
    introduction: text(500).default(''),
    proposalPrefix: text(60).default(''),
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
    segmentQuestion: text(120).default('').describe('Asked after some votes; empty: nothing is asked'),
    segments: z
      .array(text(LIMITS.segmentLabelLength).min(1))
      .max(LIMITS.segments)
      .default([])
      .describe('The answers, each a part of the public'),
    settings: consultationSettings.prefault({}),
  })
  .superRefine((body, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    let before: (typeof DATES)[number] = 'opensAt'
    for (const date of DATES.slice(1)) {
      const [earlier, later] = [body[before], body[date]]
      if (earlier === null || later === null) continue
      // Only the opening must lie apart: a phase in between may be left out.
      if (before === 'opensAt' && later <= earlier) refuse(date, 'must come after opensAt')
      else if (later < earlier) refuse(date, `must not come before ${before}`)
      before = date
    }
    if ((body.segmentQuestion === '') !== body.segments.length < 2) {
      refuse('segments', 'a question needs two answers at least, and answers need a question')
    }
    if (new Set(body.segments).size < body.segments.length) refuse('segments', 'has the same answer twice')
    if (body.proposalPrefix.length + SHORTEST_REST > body.proposalMaxLength) {
      refuse('proposalMaxLength', 'leaves no room after the prefix')
    }
  })
  .describe('A consultation to be opened')
