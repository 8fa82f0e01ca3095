import type { z } from 'zod'
import { normaliseText } from '../domain/text/proposal-text.ts'
import { declaredChannels } from '../wire/channels.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

/** Names as pages send them, each once and in one order. Throws where one is empty. */
export function channelNames(given: readonly string[]): string[] {
  const names = given.map(normaliseText)
  const empty = names.indexOf('')
  if (empty >= 0) throw wrongField(`channels/${empty}`, 'is empty', 'empty')
  return [...new Set(names)].sort()
}

/** Declares by which names a publisher's channels are shown; all others are added up. */
export async function declareChannels(
  context: AdminContext,
  publisher: { id: string; channels: readonly string[] },
  input: z.input<typeof declaredChannels>,
): Promise<string[]> {
  const channels = channelNames(checkedInput(declaredChannels, input).channels)
  await perform(context, [context.store.publishers.declaring(publisher.id, channels)], {
    act: 'publisher.change',
    subject: publisher.id,
    before: { channels: publisher.channels },
    after: { channels },
  })
  return channels
}
