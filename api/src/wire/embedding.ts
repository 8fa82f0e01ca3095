import { z } from 'zod'
import { LIMITS, LIST_SORTS, LIST_ZONES, RESULT_VIEWS } from './constants.ts'
import { count, language, proposalId, publisherKey, slug, themeId, wantedLanguage } from './fields.ts'

const channel = z
  .string()
  .max(LIMITS.channelLength)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .describe('Where an embed stands that is in no article: lower-case letters, digits and hyphens')

const theme = z.enum(['auto', 'light', 'dark'])
const layout = z.enum(['card', 'compact'])

/** What may stand behind the address of a consultation's page, of its frame and of its code to be scanned. */
export const pageQuery = z.object({
  publisher: publisherKey.optional(),
  channel: channel.optional(),
  theme: theme.optional(),
  layout: layout.optional(),
  proposal: proposalId.optional().describe('Shown first'),
  lang: wantedLanguage.catch(undefined),
  view: z.enum(RESULT_VIEWS).optional().describe('A part of the results instead of the widget'),
})

/** The same where it comes with a link: one part that makes no sense does not take the others with it. */
export const linkQuery = z.object({
  publisher: pageQuery.shape.publisher.catch(undefined),
  channel: pageQuery.shape.channel.catch(undefined),
  // In the list of all proposals the name is that of another thing.
  theme: pageQuery.shape.theme.catch(undefined),
  layout: pageQuery.shape.layout.catch(undefined),
  proposal: pageQuery.shape.proposal.catch(undefined),
  lang: pageQuery.shape.lang,
  view: pageQuery.shape.view.catch(undefined),
})

/** What a reader of the results asks of the list of all proposals. */
export const resultsQuery = z.object({
  q: z.string().max(100).optional(),
  zone: z.enum(LIST_ZONES).optional().catch(undefined),
  theme: themeId.optional().catch(undefined),
  sort: z.enum(LIST_SORTS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).optional().catch(undefined),
})

const pixels = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'is not a whole number')
  .transform(Number)

export const oembedQuery = z.object({
  url: z
    .string()
    .max(2000)
    .describe('Address of a consultation’s page, such as /c/monde-dapres?publisher=pub_…'),
  maxwidth: pixels.optional(),
  maxheight: pixels.optional(),
  format: z.enum(['json', 'xml']).default('json').describe('Only json is answered'),
})

export const oembed = z
  .strictObject({
    version: z.literal('1.0'),
    type: z.literal('rich'),
    provider_name: z.string(),
    provider_url: z.url(),
    title: z.string(),
    html: z.string().describe('A frame with the widget'),
    width: count,
    height: count,
    cache_age: count.describe('In seconds'),
  })
  .describe('oEmbed 1.0: what a content system puts where the link was pasted')

export const embedCodeQuery = z.strictObject({
  consultation: slug,
  ...pageQuery.omit({ publisher: true }).shape,
  lang: wantedLanguage,
  proposals: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(proposalId).max(LIMITS.mailedProposals))
    .optional()
    .describe('Ids of those in the mail, separated by commas; default: the three with most votes'),
})

export const embedCodeAnswer = z.strictObject({
  element: z
    .string()
    .describe('Element and script: its space is reserved, and a link works without JavaScript'),
  script: z.string().describe('One tag, for content systems that accept only a script'),
  iframe: z.string().describe('For content systems that accept neither'),
  link: z.string().describe('For oEmbed, newsletters and partners'),
  frame: z.string().describe('The page that the frame shows'),
  code: z.string().describe('QR code of the link (SVG)'),
  languages: z
    .array(language)
    .describe('Languages of the interface that may be asked for; that of the consultation first'),
  mail: z
    .strictObject({ html: z.string(), text: z.string() })
    .optional()
    .describe(
      'Blocks for a newsletter, with a link for each proposal and choice; absent while no votes are taken',
    ),
})
