import { z } from 'zod'
import { count, day, instantText, proposalId, slug } from './fields.ts'
import { classCounts, standing, trustRule, voteClass } from './trust.ts'

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hexadecimal')

const integrityRoot = z
  .strictObject({
    number: z.int().min(1),
    day: day.describe('In UTC'),
    madeAt: instantText,
    state: z.enum(['open', 'closed', 'sealed']),
    previous: sha256.describe('The previous root; zeros for the first'),
    votes: z.strictObject({ rows: count.describe('Withdrawn ones too'), digest: sha256 }),
    classes: classCounts,
    audit: z.strictObject({
      through: count.describe('Number of the last entry of the audit log that it covers'),
      rows: count.describe('Entries since the previous root, about the consultation or about none'),
      digest: sha256,
    }),
    rules: z.strictObject({ version: z.int().min(1), hash: sha256 }),
    root: sha256.describe('Hash of the fields above, as the text that docs/trust.md describes'),
  })
  .describe('What makes later changes of votes and of the audit log visible to anybody who has kept it')

const scenarioStanding = standing
  .extend({
    tied: z
      .strictObject({ from: z.int().min(1), to: z.int().min(1) })
      .optional()
      .describe(
        'First and last place that it may as well have; left out: its place is its own, or it has none',
      ),
  })
  .describe('What a proposal is in the results in this case')

const sensitiveProposal = z.strictObject({
  id: proposalId,
  text: z.string(),
  published: scenarioStanding,
  withAll: scenarioStanding,
  withNone: scenarioStanding,
  withoutSuspect: scenarioStanding.describe(
    'Worst case: `suspectShare` of its own votes are false, those that help it most, and none of other proposals',
  ),
})

const each = <Value extends z.ZodType>(value: Value) => z.strictObject({ withAll: value, withNone: value })

const sensitivity = z
  .strictObject({
    suspectShare: z.number().min(0).max(1),
    proposals: z
      .array(sensitiveProposal)
      .describe('Those in the lists of the results, now or after the change'),
    zonesChanged: each(count).describe('How many of all proposals would be in another zone'),
    plebiscites: each(count).extend({ published: count }),
  })
  .describe('What the results are with all votes that a rule doubts, and with none of them')

export const integrityReport = z.strictObject({
  consultation: slug,
  id: z.string().describe('Identifier of the consultation in the roots'),
  countedAt: instantText
    .nullable()
    .describe('When the votes were counted: now, or, while votes come, at the last root; null: never yet'),
  rules: z.strictObject({
    version: z.int().min(1),
    hash: sha256.describe('Of `thresholds` as JSON, in the order given'),
    thresholds: z.record(z.string(), z.unknown()).describe('Thresholds by which votes are judged'),
  }),
  votes: classCounts.nullable(),
  vouched: z
    .array(z.strictObject({ publisher: z.string(), votes: count }))
    .describe('Votes of subscribers vouched for by a newspaper; empty while voting is open'),
  cohorts: z
    .array(
      z.strictObject({
        rule: trustRule,
        day: day.nullable(),
        votes: count,
        class: voteClass,
        decision: z
          .strictObject({ reason: z.string(), decidedAt: instantText })
          .nullable()
          .describe('null: the rule speaks'),
      }),
    )
    .describe(
      'Cohorts of 11 votes or more in doubt. While voting is open, only those that the team has decided',
    ),
  small: count.nullable().describe('Votes in smaller cohorts; null while voting is open'),
  sensitivity: sensitivity.nullable().describe('null: the results are not published'),
  roots: z.array(integrityRoot).describe('Newest first'),
})
