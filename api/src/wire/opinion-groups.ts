import { z } from 'zod'
import { count, proposalId, rate } from './fields.ts'
import { shownText } from './translations.ts'

const groupName = z
  .string()
  .regex(/^[A-E]$/)
  .describe('A was the largest group when groups were first found; a letter stays with those who vote alike')
const coordinate = z.number().describe('0 is the middle of all readers; the edges of the map are -1 and 1')

const band = z
  .strictObject({ from: rate, to: rate })
  .describe('Bounds of the agreement, in tenths; the highest band is over 0.9, the lowest under 0.1')

const representative = z
  .strictObject({
    id: proposalId,
    vote: z.enum(['agree', 'disagree']).describe('What the group says, more than the others do'),
    rate: rate.nullable().describe('Share of the group that votes so; null: only the bands are shown'),
    elsewhere: rate.nullable().describe('Share of all other groups that votes so; null: like `rate`'),
    agreement: band.describe('Agreement in the group'),
    agreementElsewhere: band.describe('Agreement in all other groups'),
  })
  .describe('A proposal on which the group differs from the others')

const group = z.strictObject({
  name: groupName,
  people: count,
  share: rate.describe('Share of all readers in a group'),
  centre: z.strictObject({ x: coordinate, y: coordinate }),
  representative: z.array(representative).describe('Most characteristic first'),
})

const hidden = 'null: not shown, so that no small number of people is'
const groupVotes = z.strictObject({
  group: groupName,
  agreement: band.describe('Agreement in steps of ten points; near-identical ballots count as one'),
  votes: count.nullable().describe(hidden),
  agree: count.nullable().describe(hidden),
  disagree: count.nullable().describe(hidden),
  neutral: count.nullable().describe(hidden),
})

const splitProposal = z.strictObject({
  id: proposalId,
  consensus: rate.describe(
    'Group-informed consensus: geometric mean over the groups of pa · (1 − pd), where pa is (agree + 1) / (votes + 2) and pd likewise of disagree',
  ),
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
  .describe('Readers of a group in each cell; cells with few people are left out')

const silhouette = z.number().min(-1).max(1)
const ballotClasses = z.strictObject({
  classes: count.describe('Sets of two ballots or more that are nearly the same'),
  ballots: count.describe('Ballots in them'),
  large: z.array(count).describe('Ballots of each of the largest sets, from eleven on'),
})

const outline = z
  .strictObject({
    votes: count,
    people: count,
    shares: z.array(rate).describe('Share of the readers in each group, largest first; empty: no groups'),
    silhouette: silhouette.nullable(),
    kept: count.describe(
      'How many of the ten proposals with the highest consensus of the groups are the same',
    ),
    of: count.describe('Ten, or as many as there are'),
  })
  .describe('What the groups would be with other votes')

/** How sure the groups are; for the team. */
export const groupCertainty = z.strictObject({
  silhouettes: z
    .array(z.strictObject({ groups: z.int(), silhouette, byChance: z.array(silhouette) }))
    .describe(
      'For each number of groups: as voted, and with the votes on each proposal shuffled among its voters',
    ),
  stability: rate
    .nullable()
    .describe(
      'Mean adjusted Rand index between these groups and those found from other starting points; 1: always the same',
    ),
  nearIdentical: ballotClasses.describe(
    'At least 8 votes in common, 95 % of them equal; each set counts as one',
  ),
  closed: ballotClasses.describe(
    'Small sets who vote like each other and unlike all others; each set counts as one ballot',
  ),
  similar: ballotClasses.describe('Like nearIdentical, with 85 %; a warning only, all are counted'),
  steady: z
    .strictObject({ groups: z.int(), wanted: z.int(), streak: z.int() })
    .describe(
      'Groups shown, groups that the votes suggest now, and for how many computations they have done so',
    ),
  withoutDoubted: outline.nullable().describe('Without any vote that a rule doubted. null: there is none'),
  withDoubted: outline.nullable().describe('With all votes that are not counted. null: there is none'),
})

/** What the next computation needs so that numbers and letters of groups stay. Sums only. */
export const opinionMemory = z.strictObject({
  count: z.int(),
  wanted: z.int(),
  streak: z.int(),
  letters: z.array(groupName),
  means: z
    .array(z.strictObject({ id: proposalId, means: z.array(z.number()) }))
    .describe('Mean vote of each group on the proposals with most votes, from -1 to 1'),
})

/** What is computed and stored. It does not say who is in which group. */
export const opinionReport = z.strictObject({
  votes: count.describe('Votes on accepted proposals that were included'),
  people: count.describe('Readers in a group: those with enough votes'),
  leastVotes: z.int().describe('Enough votes'),
  sampled: rate.describe('Share of the readers included; less than 1 only with very many votes'),
  silhouette: silhouette
    .nullable()
    .describe('Separation of the groups, to compare with silhouetteByChance; null: no groups found'),
  // Null by default: a report that an earlier version stored is still one.
  silhouetteByChance: silhouette
    .nullable()
    .default(null)
    .describe('Highest value of nine shuffles of the same votes; null: not computed'),
  noGroups: z
    .enum(['too-few-readers', 'as-by-chance', 'too-small'])
    .nullable()
    .default(null)
    .describe(
      'Why there are no groups: too few vote enough; shuffled votes look the same; one side is too small',
    ),
  explained: z.array(rate).describe('Share of the variance between readers along x and along y'),
  groups: z.array(group).describe('Empty, or 2 to 5'),
  proposals: z
    .array(splitProposal)
    .describe('At most a thousand of those with enough votes to protect each voter, by consensus'),
  map: density,
  certainty: groupCertainty.nullable().default(null),
  memory: opinionMemory.nullable().default(null),
})

export const opinionGroups = opinionReport
  .omit({ certainty: true, memory: true })
  .extend({
    computedAt: z.iso.datetime({ offset: true }),
    groups: z.array(group.extend({ representative: z.array(representative.extend(shownText)) })),
    proposals: z
      .array(splitProposal.extend(shownText))
      .describe('The first hundred of those with enough votes to protect each voter, by consensus'),
  })
  .describe('Readers grouped by how they vote')
