import { problem } from '../../wire/problems.ts'
import { proposalAnswer, proposalRequest } from '../../wire/proposals.ts'
import type { Routes } from '../shared/routes.ts'
import { submitProposal } from '../shared/submit-proposal.ts'

/** `POST /v1/proposals`, from the widget. */
export const proposalRoutes: Routes = async (app, { services }) => {
  app.post(
    '/v1/proposals',
    {
      schema: {
        tags: ['widget'],
        summary: 'Submits a proposal; an answer of success means that it is on disk',
        body: proposalRequest,
        response: { 200: proposalAnswer, '4xx': problem, '5xx': problem },
      },
    },
    (request) => submitProposal(request, request.body, services),
  )
}
