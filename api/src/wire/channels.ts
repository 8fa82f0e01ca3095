import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { wellFormed } from './fields.ts'

export const channelNames = z
  .array(wellFormed(LIMITS.labelLength).min(1))
  .max(100)
  .describe(
    'Channels by name; all others are added up as one. Empty: each is shown by the name that its page gives',
  )

export const declaredChannels = z.strictObject({ channels: channelNames })

export const channelsAnswer = z.strictObject({
  channels: z.array(z.string()).describe('As the publisher declared them'),
  others: z.array(z.string()).describe('Names that pages gave, and that are not declared'),
})
