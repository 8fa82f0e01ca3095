import { findConsultation } from '../../administration/consultations.ts'
import { correctProposal } from '../../administration/correct-proposal.ts'
import { decideProposals } from '../../administration/decide-proposals.ts'
import { findTheme } from '../../administration/themes.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { skeleton } from '../../domain/text/proposal-text.ts'
import { countsOfMatches, countsOfProposals, presentModerated } from '../../presenters/proposals.ts'
import { embedParams } from '../../wire/consultations.ts'
import {
  correction,
  decision,
  decisionAnswer,
  moderatedProposal,
  neighboursAnswer,
  proposalParams,
  queueAnswer,
  queueQuery,
} from '../../wire/moderation.ts'
import { adminContextOf, pageAfter, pageMark } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

const NEIGHBOURS = 5
/** Below it, two texts share a word or two and no idea. */
const LEAST_SIMILARITY = 0.3

/** What belongs together, as a request names it. */
function groupOf({ authorGroup, surge }: Partial<Record<'authorGroup' | 'surge', string | undefined>>) {
  if (authorGroup !== undefined) return { authorGroup }
  return surge === undefined ? null : { surge }
}

const ofTheme = (theme: string | undefined) =>
  theme === undefined ? null : { theme: theme === 'none' ? null : theme }

/** Proposals: the queue, decisions, corrections, and what is like what. */
export const moderationRoutes: Routes = async (app, { services }) => {
  const { store, similar } = services
  const config = { role: 'moderator' } as const

  app.get(
    '/v1/admin/consultations/:consultation/proposals',
    {
      config,
      schema: {
        summary: 'The queue of proposals, oldest first, page by page',
        params: embedParams,
        querystring: queueQuery,
        response: { 200: queueAnswer },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { id: consultationId } = consultation
      const { status, unread, search, authorGroup, surge, theme, after, limit } = request.query
      // Without a word, an empty queue would look as if all were done.
      if (theme !== undefined && theme !== 'none') await findTheme(store, consultation, theme)
      const mark = pageAfter(after)
      const searched = search?.trim() ? skeleton(search) : ''
      const found = await store.moderation.page({
        consultationId,
        status: status ?? null,
        isUnread: unread,
        skeleton: searched,
        group: groupOf({ authorGroup, surge }) ?? ofTheme(theme),
        after: mark && { createdAt: mark.at, id: mark.id },
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        proposals: page.map(presentModerated),
        next: found.length > limit && last ? pageMark(last.createdAt, last.id) : null,
        counts:
          searched === ''
            ? (await countsOfProposals(store.moderation))(consultationId)
            : await countsOfMatches(store.moderation, consultationId, searched),
      }
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/proposals/:proposal',
    {
      config,
      schema: {
        summary: 'One proposal as it is now',
        params: proposalParams,
        response: { 200: moderatedProposal },
      },
    },
    async (request) => {
      const { id: consultationId } = await findConsultation(store, request.params.consultation)
      const [proposal] = await store.moderation.find([request.params.proposal])
      if (proposal?.consultationId !== consultationId) throw new ProblemError('unknown-proposal')
      return presentModerated(proposal)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/proposals/:proposal/neighbours',
    {
      config,
      schema: {
        summary: 'Proposals that say something near',
        params: proposalParams,
        response: { 200: neighboursAnswer },
      },
    },
    async (request) => {
      const { id: consultationId } = await findConsultation(store, request.params.consultation)
      const [proposal] = await store.moderation.find([request.params.proposal])
      if (proposal?.consultationId !== consultationId) throw new ProblemError('unknown-proposal')
      const nearest = (await similar.of(consultationId, proposal, NEIGHBOURS)).filter(
        ({ similarity }) => similarity >= LEAST_SIMILARITY,
      )
      const found = await store.moderation.find(nearest.map(({ id }) => id))
      return {
        neighbours: nearest.flatMap(({ similarity }, index) => {
          const other = found[index]
          return other ? [{ proposal: presentModerated(other), similarity }] : []
        }),
      }
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/decisions',
    {
      config,
      schema: {
        summary: 'Accepts, refuses or postpones proposals, or puts them back into the queue',
        params: embedParams,
        body: decision,
        response: { 200: decisionAnswer },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { proposals, authorGroup, surge, ...wanted } = request.body
      const group = groupOf({ authorGroup, surge })
      const inGroup = group ? await store.moderation.pendingIn(consultation.id, group) : []
      const context = adminContextOf(request, services)
      const chosen = proposals ?? inGroup.map((id) => ({ id }))
      const decided = await decideProposals(context, { ...wanted, proposals: chosen }, consultation)
      return { proposals: decided.map(presentModerated) }
    },
  )

  app.patch(
    '/v1/admin/consultations/:consultation/proposals/:proposal',
    {
      config,
      schema: {
        summary: 'Puts an obvious mistake right; the original is kept',
        params: proposalParams,
        body: correction,
        response: { 200: moderatedProposal },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { proposal: id } = request.params
      const corrected = await correctProposal(adminContextOf(request, services), consultation, {
        ...request.body,
        id,
      })
      return presentModerated(corrected)
    },
  )
}
