import { phaseAt, takesVotes } from '../../domain/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { problem } from '../../wire/problems.ts'
import { forgetAnswer, forgetRequest, voteAnswer, voteRequest } from '../../wire/votes.ts'
import type { Routes } from '../routes.ts'
import { visitOfWrite } from './begin-session.ts'

export const voteRoutes: Routes = async (app, { services }) => {
  const { recorder, proposals, pseudonyms, store, runtime } = services
  /** One after the other: to look through all proposals of a consultation is the dearest thing a reader can ask for. */
  let forgetting: Promise<unknown> = Promise.resolve()

  /** Erases these votes, and all traces of the reader that no list of votes names. */
  async function forget(consultationId: string, voter: Uint8Array, ids: readonly string[]): Promise<number> {
    const named = new Set(ids)
    const withdrawn = await store.votes.withdrawnOf(consultationId, voter)
    const keys = ids.map((proposalId) => ({ proposalId, voter }))
    const unnamed = withdrawn.filter(({ proposalId }) => !named.has(proposalId))
    const forgotten = await recorder.forget([...keys, ...unnamed])
    const sent = await store.proposals.byAuthor(consultationId, voter)
    if (sent.length > 0) await store.database.write(sent.map(store.proposals.disowning))
    return forgotten
  }

  async function checkProposal(id: string, consultation: ConsultationRecord): Promise<void> {
    const phase = phaseAt(consultation, runtime.now())
    if (!takesVotes(phase))
      throw new ProblemError('votes-closed', { detail: `The consultation is in phase ${phase}` })
    const proposal = await proposals.byId(id)
    if (!proposal) throw new ProblemError('unknown-proposal')
    if (proposal.consultationId !== consultation.id) throw new ProblemError('other-consultation')
    if (proposal.status !== 'accepted') throw new ProblemError('proposal-not-accepted')
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
    async (request) => {
      const { reader, proposal, vote, qualifications, revision, segment: named } = request.body
      const { consultation, presence, count } = await visitOfWrite(request, request.body, services)
      await checkProposal(proposal, consultation)
      const begun = count()
      const voter = pseudonyms.of(reader, consultation)
      // Named long ago, perhaps, on a device that knows no better: the vote must not be lost for it.
      const segment = consultation.segments.some(({ id }) => id === named) ? named : null
      const arriving = { vote, qualifications, segment, revision }
      const { state, tallies } = await recorder.vote({ proposalId: proposal, voter }, arriving, presence)
      return {
        proposal,
        vote: state.vote,
        qualifications: [...state.qualifications],
        segment: state.segment,
        revision: state.revision,
        tallies,
        ...begun,
      }
    },
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
      const { consultation, count } = await visitOfWrite(request, request.body, services)
      const begun = count()
      const voter = pseudonyms.of(reader, consultation)
      const turn = forgetting.then(() => forget(consultation.id, voter, ids))
      forgetting = turn.catch(() => undefined)
      return { forgotten: await turn, ...begun }
    },
  )
}
