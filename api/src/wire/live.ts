import { z } from 'zod'
import { count } from './fields.ts'

/** One message of the stream. */
export const liveReaders = z
  .strictObject({
    now: count.describe('Readers who saw the widget or took part in the last five minutes'),
    lastHalfHour: count.describe('The same in the last half hour'),
    articles: z
      .array(z.strictObject({ id: z.string(), url: z.url(), title: z.string().nullable(), readers: count }))
      .describe('Where those of now were last; the most read first'),
  })
  .describe('Readers now; readers who are not told apart are not included')
