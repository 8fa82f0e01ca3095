import { findConsultation } from '../../administration/consultations.ts'
import { sentencesIn, setOwnWords } from '../../administration/own-words.ts'
import { findPublisher } from '../../administration/publishers.ts'
import { embedParams } from '../../wire/consultations.ts'
import { publisherParams } from '../../wire/publishers.ts'
import { ownWordsAnswer, ownWordsBody, sentencesAnswer, sentencesQuery } from '../../wire/words.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** What widget and public pages say in a publisher's own words, or in those of a consultation. */
export const ownWordsAdministration: Routes = async (app, { services }) => {
  const { store } = services

  app.get(
    '/v1/admin/sentences',
    {
      schema: {
        summary: 'What widget and public pages say in a language, and how long each sentence may be',
        querystring: sentencesQuery,
        response: { 200: sentencesAnswer },
      },
    },
    async (request) => sentencesIn(request.query.language),
  )

  const ofPublisher = '/v1/admin/publishers/:publisher/words'
  app.get(
    ofPublisher,
    {
      schema: {
        summary: 'What widget and public pages say in this news site’s own words',
        params: publisherParams,
        response: { 200: ownWordsAnswer },
      },
    },
    async (request) => {
      const { id } = await findPublisher(store, request.params.publisher)
      return { words: await store.ownWords.of(id) }
    },
  )
  app.put(
    ofPublisher,
    {
      schema: {
        summary: 'Sets what widget and public pages say in this news site’s own words',
        params: publisherParams,
        body: ownWordsBody,
        response: { 200: ownWordsAnswer },
      },
    },
    async (request) => {
      const { id } = await findPublisher(store, request.params.publisher)
      const owner = { publisherId: id }
      return { words: await setOwnWords(adminContextOf(request, services), owner, request.body) }
    },
  )

  const ofConsultation = '/v1/admin/consultations/:consultation/words'
  app.get(
    ofConsultation,
    {
      schema: {
        summary: 'What widget and public pages say in this consultation’s own words',
        params: embedParams,
        response: { 200: ownWordsAnswer },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      return { words: await store.ownWords.of(id) }
    },
  )
  app.put(
    ofConsultation,
    {
      schema: {
        summary:
          'Sets what widget and public pages say in this consultation’s own words; they stand before the news site’s',
        params: embedParams,
        body: ownWordsBody,
        response: { 200: ownWordsAnswer },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      const owner = { consultationId: id }
      return { words: await setOwnWords(adminContextOf(request, services), owner, request.body) }
    },
  )
}
