import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { embedParams } from './consultations.ts'
import { count, instantText, proposalId, rate, revision, themeId, wellFormed } from './fields.ts'

const name = wellFormed(LIMITS.themeLength).min(1)

export const teamTheme = z
  .strictObject({
    id: themeId,
    name: z.string(),
    words: z.array(z.string()).describe('Its most typical word stems; none for a theme created by hand'),
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

export const newTheme = z.strictObject({ name }).describe('An empty theme, created by hand')

export const changedTheme = z
  .strictObject({
    name,
    isKept: z.boolean().describe('false: computations may change and end it again'),
    isHidden: z.boolean(),
    revision,
  })
  .describe('A theme, complete; naming or hiding it also pins it')

export const themeMerge = z
  .strictObject({ into: themeId.describe('The theme that receives its proposals'), revision })
  .describe('Merges a theme into another')

export const themePlacement = z
  .strictObject({
    theme: themeId.nullable().describe('null: they are in none'),
    proposals: z.array(proposalId).min(1).max(200),
  })
  .describe('Puts proposals into a theme; later searches do not move them')

export const themeParams = embedParams.extend({ theme: themeId })

export const themeFigures = z
  .strictObject({
    id: themeId,
    name: z.string(),
    proposals: count.describe('Accepted proposals in it'),
    votes: count.describe('Votes on them'),
    agree: rate.nullable().describe('Share of these votes in favour; null: no votes'),
    consensus: count.describe('Number that are consensus'),
    controversy: count.describe('Number that are controversies'),
  })
  .describe('What the votes say of a theme')

export const themesAnswer = z.strictObject({
  themes: z.array(themeFigures).describe('Most proposals first'),
  withoutTheme: count.describe('Accepted proposals without a theme'),
})
