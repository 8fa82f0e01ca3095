import { problem } from '../../wire/problems.ts'
import { forgetAnswer, forgetRequest, voteAnswer, voteRequest } from '../../wire/votes.ts'
import { answerVote } from '../shared/answer-vote.ts'
import { forgetVotes } from '../shared/forget-votes.ts'
import type { Routes } from '../shared/routes.ts'

/** `POST /v1/votes` and, to erase votes for good, `POST /v1/forget`. */
export const voteRoutes: Routes = async (app, { services }) => {
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
    (request) => answerVote(request, request.body, services),
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
    (request) => forgetVotes(request, request.body, services),
  )
}
