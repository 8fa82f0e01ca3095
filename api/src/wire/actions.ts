import { z } from 'zod'
import { ACTION_STATES, LIMITS, TEAM_ACTION_STATES } from './constants.ts'
import { embedParams } from './consultations.ts'
import { instantText, proposalId, rate, revision, wellFormed } from './fields.ts'
import { shownText } from './translations.ts'

const teamActionState = z.enum(TEAM_ACTION_STATES)

export const indicator = z
  .strictObject({
    name: wellFormed(LIMITS.indicatorLength).min(1).describe('What is measured ("Stations reopened")'),
    unit: wellFormed(20).default(''),
    baseline: z.number().describe('Value before the action'),
    target: z.number().describe('Target value'),
  })
  .refine(({ baseline, target }) => baseline !== target, {
    path: ['target'],
    message: 'is the baseline already',
    params: { problem: 'target-is-baseline' },
  })

export const reading = z.strictObject({ day: z.iso.date(), value: z.number() })

export const newAction = z
  .strictObject({
    title: wellFormed(LIMITS.titleLength).min(1),
    description: wellFormed(LIMITS.descriptionLength)
      .default('')
      .describe('What will be done; only a draft may be without'),
    carrier: wellFormed(LIMITS.carrierLength).default('').describe('Who carries it out'),
    state: teamActionState
      .default('planned')
      .describe('Of a `draft` the public sees nothing; what is published does not become one again'),
    proposals: z
      .array(proposalId)
      .max(50)
      .default([])
      .describe('Proposals behind it; accepted ones only, and one at least unless it is a draft'),
    indicator: indicator.nullable().default(null),
  })
  .describe('What becomes of a consensus')

export const changedAction = newAction.extend({ revision })

export const action = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  carrier: z.string(),
  state: z.enum(ACTION_STATES),
  proposals: z.array(z.strictObject({ id: proposalId, ...shownText })),
  indicator: indicator.nullable(),
  readings: z.array(reading).describe('In order of their days'),
  progress: rate.nullable().describe('Way from the baseline to the target; null: nothing is measured yet'),
  changes: z
    .array(
      z.strictObject({
        at: instantText,
        field: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    )
    .describe('Newest first'),
  revision: z.int(),
})

export const teamAction = action.extend({ state: teamActionState })

export const actionParams = embedParams.extend({ action: z.string().max(64) })

export const actionsAnswer = z.strictObject({ actions: z.array(action) })

export const teamActionsAnswer = z.strictObject({ actions: z.array(teamAction) })
