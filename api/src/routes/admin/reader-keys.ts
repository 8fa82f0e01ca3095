import { findPublisher } from '../../administration/publishers.ts'
import { readerKeysOf, removeReaderKeys, setReaderKeys } from '../../administration/reader-keys.ts'
import { presentReaderKeys } from '../../presenters/publishers.ts'
import type { PublisherRecord } from '../../store/publishers.ts'
import { publisherParams } from '../../wire/publishers.ts'
import { newReaderKeys, readerKeysAnswer } from '../../wire/reader-keys.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** The keys by which news sites vouch for their readers. */
export const readerKeyAdministration: Routes = async (app, { services }) => {
  const { store, publicUrl, readerTokens } = services
  const path = '/v1/admin/publishers/:publisher/reader-keys'

  const answer = async (publisher: PublisherRecord) =>
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
        summary:
          'The keys by which a news site vouches for its readers, and what became of its reader tokens',
        params: publisherParams,
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => answer(await findPublisher(store, request.params.publisher)),
  )

  app.put(
    path,
    {
      schema: {
        summary: 'Sets these keys: pasted, or at an address, which is fetched now and every ten minutes',
        params: publisherParams,
        body: newReaderKeys,
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => {
      const publisher = await findPublisher(store, request.params.publisher)
      await setReaderKeys(adminContextOf(request, services), publisher, request.body, services.fetchKeySet)
      return answer(publisher)
    },
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Takes them out: from now on the news site vouches for nobody',
        params: publisherParams,
        response: { 200: readerKeysAnswer },
      },
    },
    async (request) => {
      const publisher = await findPublisher(store, request.params.publisher)
      await removeReaderKeys(adminContextOf(request, services), publisher)
      return answer(publisher)
    },
  )
}
