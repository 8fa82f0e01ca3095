import { z } from 'zod'
import { TRUST_RULES, VOTE_CLASSES } from './constants.ts'
import { embedParams } from './consultations.ts'
import { count, day, instantText, language, proposalId, revision, wellFormed } from './fields.ts'
import { zone } from './results.ts'
import { tallies } from './votes.ts'

export const voteClass = z
  .enum(VOTE_CLASSES)
  .describe('counted: in the results; unverified: apart, nobody has judged; set-aside: taken out')

export const trustRule = z.enum(TRUST_RULES).describe('Why the votes are not simply counted')

const cohortId = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9_-]+\.[a-z-]+\.[A-Za-z0-9_-]+$/)
  .describe('Votes that match one rule in one consultation on one day (vouched: and of one publisher)')

export const cohortParams = embedParams.extend({ cohort: cohortId })

export const classCounts = z
  .strictObject({
    counted: count,
    unverified: count,
    setAside: count,
  })
  .describe('Votes by class; counted includes those of vouched readers')

export const cohort = z
  .strictObject({
    id: cohortId,
    rule: trustRule,
    day: day.nullable().describe('In UTC; null: all days'),
    publisher: z.string().nullable().describe('Name of who vouches'),
    class: voteClass,
    votes: count,
    proposals: count.describe('On how many proposals'),
    decision: z
      .strictObject({ reason: z.string(), decidedAt: instantText, decidedBy: z.string() })
      .nullable()
      .describe('null: nobody has decided yet, the rule speaks'),
    revision,
  })
  .describe('Votes that are judged together')

export const cohortsAnswer = z.strictObject({
  votes: classCounts,
  cohorts: z.array(cohort).describe('Newest day first; those of fewer than 11 votes are left out'),
  small: count.describe('Votes in cohorts that are left out'),
})

export const standing = z
  .strictObject({
    votes: count,
    zone: zone.nullable().describe('null: too few votes to say'),
    rank: z.int().min(1).nullable().describe('Its place in the list of its zone; 1 is the first'),
    plebiscite: z.boolean(),
  })
  .describe('What a proposal is in the results')

const cohortProposal = z.strictObject({
  id: proposalId,
  text: z.string(),
  language: language.optional().describe('Of the text; absent: that of the consultation'),
  tallies: tallies.describe("The cohort's votes"),
  now: standing,
  after: standing.describe('The results with the opposite decision on the cohort'),
})

export const cohortDetails = cohort.extend({
  hours: z.array(z.strictObject({ hour: instantText, votes: count })).describe('When they came'),
  concerned: z.array(cohortProposal).describe('The proposals with most of its votes first, 100 at the most'),
})

export const effectQuery = z.strictObject({
  cohorts: z
    .string()
    .max(8200)
    .transform((value) => value.split(','))
    .pipe(z.array(cohortId).min(1).max(100))
    .describe('Ids, with commas between them'),
  class: voteClass.describe('Of which they would all be'),
})

export const cohortEffect = z
  .strictObject({
    proposals: z
      .array(cohortProposal)
      .describe(
        'Proposals with votes of the cohorts, and others whose place in the lists changes; at most 100, most votes first',
      ),
  })
  .describe('What the results are, and what they would be')

export const cohortDecision = z
  .strictObject({
    class: voteClass,
    reason: wellFormed(300).min(1).describe('Published in the integrity report'),
    revision,
  })
  .describe('Sets a cohort aside, counts it, or leaves it unverified; reversible at any time')

export const cohortDecisions = z
  .strictObject({
    cohorts: z
      .array(z.strictObject({ id: cohortId, revision }))
      .min(1)
      .max(100),
    class: voteClass,
    reason: wellFormed(300).min(1).describe('Published in the integrity report'),
  })
  .describe('Decides all of these cohorts or none')

export const decidedCohorts = z.strictObject({ cohorts: z.array(cohort) })

export const alarms = z
  .strictObject({ cohorts: count, votes: count })
  .describe('Undecided cohorts of 11 votes or more (unverified ones: on one proposal)')
