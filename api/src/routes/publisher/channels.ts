import { declareChannels } from '../../administration/channels.ts'
import { OTHER_CHANNELS } from '../../domain/articles/channels.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { channelsAnswer, declaredChannels } from '../../wire/channels.ts'
import { holderOfKey } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Which of its channels a publisher shows by name. To declare them needs an API key. */
export const channelRoutes: Routes = async (app, { services }) => {
  const { store, directory } = services

  async function presented(publisherId: string, channels: readonly string[]) {
    const seen = await store.scopes.ofKind(publisherId, 'channel', null)
    const others = seen.map(({ value }) => value).filter((name) => name !== OTHER_CHANNELS)
    return { channels: [...channels], others: others.filter((name) => !channels.includes(name)).sort() }
  }

  app.get(
    '/v1/publisher/channels',
    {
      schema: { summary: 'Declared channels, and names that pages gave', response: { 200: channelsAnswer } },
    },
    async ({ publisher }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      return presented(publisher.id, publisher.channels)
    },
  )

  app.put(
    '/v1/publisher/channels',
    {
      schema: {
        summary: 'Declares which channels are shown by name, for all time; the others are added up',
        body: declaredChannels,
        response: { 200: channelsAnswer },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      const channels = await declareChannels(context, publisher, request.body)
      await directory.refresh()
      return presented(publisher.id, channels)
    },
  )
}
