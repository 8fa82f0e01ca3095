import { problem } from '../../wire/problems.ts'
import { forgetAnswer, forgetRequest, voteAnswer, voteRequest } from '../../wire/votes.ts'
import { sessionForWrite } from '../shared/begin-session.ts'
import { castVote, vouchedVoterOf } from '../shared/cast-vote.ts'
import { doubtOfSession } from '../shared/provenance.ts'
import type { Routes } from '../shared/routes.ts'

export const voteRoutes: Routes = async (app, { services }) => {
  const { recorder, tokenReaders, pseudonyms, store } = services
  /** One after the other: to look through all proposals of a consultation is the dearest thing a reader can ask for. */
  let forgetting: Promise<unknown> = Promise.resolve()

  /** Erases these votes, and all traces of the reader that no list of votes names. */
  async function forget(consultationId: string, voter: Uint8Array, ids: readonly string[]): Promise<number> {
    const named = new Set(ids)
    const withdrawn = await store.votes.votesOf(consultationId, voter, 'withdrawn')
    const keys = ids.map((proposalId) => ({ proposalId, voter }))
    const unnamed = withdrawn.filter(({ proposalId }) => !named.has(proposalId))
    const forgotten = await recorder.forget([...keys, ...unnamed])
    await disown(consultationId, voter)
    return forgotten
  }

  async function disown(consultationId: string, author: Uint8Array): Promise<void> {
    const sent = await store.proposals.byAuthor(consultationId, author)
    if (sent.length > 0) await store.database.write(sent.map(store.proposals.disowning))
  }

  /** Erases all that a subscriber did, on whichever device: none of them knows it all. */
  async function forgetSubscriber(consultationId: string, voter: Uint8Array): Promise<number> {
    const keys = await store.votes.votesOf(consultationId, voter, 'all')
    const forgotten = await recorder.forget(keys)
    await disown(consultationId, voter)
    return forgotten
  }

  app.post(
    '/v1/votes',
    {
      schema: {
        tags: ['widget'],
        summary: 'Casts, changes or withdraws a vote; an answer of success means that it is on disk',
        body: voteRequest,
        response: { 200: voteAnswer, '4xx': problem, '5xx': problem },
      },
    },
    (request) => castVote(request, request.body, services),
  )

  app.post(
    '/v1/forget',
    {
      schema: {
        tags: ['widget'],
        summary: "Erases a reader's votes for good, in any phase",
        body: forgetRequest,
        response: { 200: forgetAnswer, '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { reader, proposals: ids } = request.body
      const session = await sessionForWrite(request, request.body, services)
      const { consultation } = session
      const begun = session.count()
      const voter = pseudonyms.of(reader, consultation)
      const vouched = vouchedVoterOf(session, doubtOfSession(request, session, services), services)
      const turn = forgetting.then(async () => {
        const ofDevice = await forget(consultation.id, voter, ids)
        // What a subscriber's device holds itself are withdrawn votes, beside those that are erased here.
        return vouched ? forgetSubscriber(consultation.id, vouched.voter) : ofDevice
      })
      forgetting = turn.catch(() => undefined)
      const forgotten = await turn
      // The reader may go on with the same token, as another.
      tokenReaders.forget(reader)
      return { forgotten, ...begun }
    },
  )
}
