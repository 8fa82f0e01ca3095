import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { wellFormed } from './fields.ts'

export const channelNames = z
  .array(wellFormed(LIMITS.labelLength).min(1))
  .max(100)
  .describe(
    'Channels shown by name; all others are added up. Empty: every channel is shown under the name that the page gives',
  )

export const declaredChannels = z.strictObject({ channels: channelNames })

export const channelsAnswer = z.strictObject({
  channels: z.array(z.string()).describe('Channels that the publisher declared'),
  others: z.array(z.string()).describe('Names given by pages that are not declared'),
})
