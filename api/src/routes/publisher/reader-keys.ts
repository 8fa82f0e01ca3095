import { readerKeysOf, removeReaderKeys, setReaderKeys } from '../../administration/reader-keys.ts'
import { presentReaderKeys } from '../../presenters/publishers.ts'
import { newReaderKeys, readerKeysAnswer } from '../../wire/reader-keys.ts'
import { holderOfKey } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** The keys by which the publisher vouches for its readers. Its full API key sets them, never a link. */
export const readerKeyRoutes: Routes = async (app, { services }) => {
  const { store, publicUrl, readerTokens } = services
  const path = '/v1/publisher/reader-keys'

  const answer = async (publisher: { id: string }) =>
    presentReaderKeys(
      await readerKeysOf({ store }, publisher),
      publicUrl,
      readerTokens.outcomes(publisher.id),
      await store.readerKeys.votes(publisher.id),
    )

  app.get(
    path,
    {
      schema: {
        summary: 'The keys by which you vouch for your readers, and what became of your reader tokens',
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => answer(holderOfKey(request, services).publisher),
  )

  app.put(
    path,
    {
      schema: {
        summary:
          'Sets these keys: the set itself, or its address, which is fetched now and every ten minutes',
        body: newReaderKeys,
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      await setReaderKeys(context, publisher, request.body, services.fetchKeySet)
      return answer(publisher)
    },
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Takes them out: from now on you vouch for nobody',
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      await removeReaderKeys(context, publisher)
      return answer(publisher)
    },
  )
}
