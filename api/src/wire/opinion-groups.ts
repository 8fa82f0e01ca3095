import { z } from 'zod'
import { count, proposalId, rate } from './fields.ts'

const groupName = z
  .string()
  .regex(/^[A-E]$/)
  .describe('A is the largest group')
const coordinate = z.number().describe('0 is the middle of all readers; the edges of the map are -1 and 1')
const text = z.string()

const representative = z
  .strictObject({
    id: proposalId,
    vote: z.enum(['agree', 'disagree']).describe('What the group says, more than the others do'),
    rate: rate.describe('Part of the group that says so'),
    elsewhere: rate.describe('Part of all other groups that says so'),
  })
  .describe('A proposal on which the group differs from the others')

const group = z.strictObject({
  name: groupName,
  people: count,
  share: rate.describe('Part of all readers in a group'),
  centre: z.strictObject({ x: coordinate, y: coordinate }),
  representative: z.array(representative).describe('The most telling first'),
})

const groupVotes = z.strictObject({
  group: groupName,
  votes: count,
  agree: count,
  disagree: count.nullable().describe('null: a number so small that it is not shown'),
  neutral: count.nullable().describe('null: a number so small that it is not shown'),
})

const splitProposal = z.strictObject({
  id: proposalId,
  consensus: rate.describe('Group-informed consensus: product over the groups of (agree + 1) / (votes + 2)'),
  groups: z.array(groupVotes),
})

const density = z
  .strictObject({
    side: z.int().min(1).describe('The map is a square of so many cells by so many'),
    cells: z.array(
      z.strictObject({
        column: count.describe('From the left, x = -1'),
        row: count.describe('From the bottom, y = -1'),
        group: groupName,
        people: count,
      }),
    ),
  })
  .describe('How many readers of a group are where; cells with few people are left out')

/** What is computed and stored; who is in which group is no part of it. */
export const opinionReport = z.strictObject({
  votes: count.describe('Votes on accepted proposals that were looked at'),
  people: count.describe('Readers in a group: those with enough votes'),
  leastVotes: z.int().describe('Enough votes'),
  sampled: rate.describe('Part of the readers that was looked at; less than 1 only with very many votes'),
  silhouette: z
    .number()
    .min(-1)
    .max(1)
    .nullable()
    .describe('How well apart the groups are; below 0.25 hardly. null: no groups were found'),
  explained: z.array(rate).describe('Part of all difference between readers that lies along x, and along y'),
  groups: z.array(group).describe('Empty, or 2 to 5'),
  proposals: z
    .array(splitProposal)
    .describe('At most a thousand of those with enough votes to protect each voter, by consensus'),
  map: density,
})

export const opinionGroups = opinionReport
  .extend({
    computedAt: z.iso.datetime({ offset: true }),
    groups: z.array(group.extend({ representative: z.array(representative.extend({ text })) })),
    proposals: z
      .array(splitProposal.extend({ text }))
      .describe('The first hundred of those with enough votes to protect each voter, by consensus'),
  })
  .describe('Readers grouped by how they vote')
