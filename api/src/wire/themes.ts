import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { embedParams } from './consultations.ts'
import { count, instantText, proposalId, rate, revision, themeId, wellFormed } from './fields.ts'

const name = wellFormed(LIMITS.themeLength).min(1)

export const teamTheme = z
  .strictObject({
    id: themeId,
    name: z.string(),
    words: z.array(z.string()).describe('Its most telling stems; none: it was made by hand'),
    isKept: z.boolean().describe('true: the team had a hand in it, no computation changes or ends it'),
    isHidden: z.boolean().describe('true: what it holds is shown in no theme'),
    accepted: count.describe('Accepted proposals in it'),
    pending: count.describe('Proposals in it that wait for a decision'),
    revision,
  })
  .describe('A theme as the team sees it')

export const teamThemesAnswer = z.strictObject({
  themes: z.array(teamTheme).describe('By name'),
  computedAt: instantText.nullable().describe('When the machine last looked for themes; null: never'),
  isFound: z.boolean().describe('false: there are too few accepted proposals, themes are made by hand'),
})

export const newTheme = z.strictObject({ name }).describe('A theme made by hand, empty')

export const changedTheme = z
  .strictObject({
    name,
    isKept: z.boolean().describe('false: computations may change and end it again'),
    isHidden: z.boolean(),
    revision,
  })
  .describe('A theme as it is to be; to name or to hide it keeps it')

export const themeMerge = z
  .strictObject({ into: themeId.describe('The theme that takes in all it holds, and stays'), revision })
  .describe('Two themes become one')

export const themePlacement = z
  .strictObject({
    theme: themeId.nullable().describe('null: they are in none'),
    proposals: z.array(proposalId).min(1).max(200),
  })
  .describe('Proposals go into a theme, and no computation moves them again')

export const themeParams = embedParams.extend({ theme: themeId })

export const themeFigures = z
  .strictObject({
    id: themeId,
    name: z.string(),
    proposals: count.describe('Accepted proposals in it'),
    votes: count.describe('Votes on them'),
    agree: rate.nullable().describe('Part of these votes in favour; null: there are none'),
    consensus: count.describe('How many of them are consensus'),
    controversy: count.describe('How many of them are controversies'),
  })
  .describe('What the votes say of a theme')

export const themesAnswer = z.strictObject({
  themes: z.array(themeFigures).describe('Those with the most proposals first'),
  withoutTheme: count.describe('Accepted proposals in none of them'),
})
