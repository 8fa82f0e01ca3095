import type { FastifyInstance } from 'fastify'
import { pathBefore } from './domain/public-url.ts'
import { administratorAccess, cookieReach, publisherAccess } from './plugins/authentication.ts'
import { clientAddresses, trustIn } from './plugins/client-address.ts'
import { crossOrigin, jsonBodies, simpleBodies } from './plugins/cross-origin.ts'
import {
  canonicalAddresses,
  createFastify,
  headerLengths,
  type ListenerOptions,
  requestBatching,
} from './plugins/listener.ts'
import { prometheus, requestLog } from './plugins/observability.ts'
import { openapi } from './plugins/openapi.ts'
import { problems } from './plugins/problems.ts'
import { downloadLimit, queryLimit, rateLimits } from './plugins/rate-limits.ts'
import { selfTest } from './plugins/self-test.ts'
import { actionAdministration } from './routes/admin/actions.ts'
import { administratorRoutes } from './routes/admin/administrators.ts'
import { auditRoutes } from './routes/admin/audit.ts'
import { cohortAdministration } from './routes/admin/cohorts.ts'
import { consultationAdministration } from './routes/admin/consultations.ts'
import { embedCodeAdministration } from './routes/admin/embed-code.ts'
import { importRoutes } from './routes/admin/imports.ts'
import { moderationRoutes } from './routes/admin/moderation.ts'
import { ownWordsAdministration } from './routes/admin/own-words.ts'
import { partnerAdministration } from './routes/admin/partners.ts'
import { publisherAdministration } from './routes/admin/publishers.ts'
import { readerKeyAdministration } from './routes/admin/reader-keys.ts'
import { resultAdministration } from './routes/admin/results.ts'
import { teamSelfTestRoutes } from './routes/admin/self-test.ts'
import { shareLinkAdministration } from './routes/admin/share-links.ts'
import { signInRoutes } from './routes/admin/sign-in.ts'
import { themeAdministration } from './routes/admin/themes.ts'
import { translationFileRoutes } from './routes/admin/translation-files.ts'
import { translationRoutes } from './routes/admin/translations.ts'
import { actionRoutes } from './routes/public/actions.ts'
import { consultationPage } from './routes/public/consultation-page.ts'
import { consultationRoutes } from './routes/public/consultations.ts'
import { embeddingRoutes } from './routes/public/embedding.ts'
import { frontPage } from './routes/public/front-page.ts'
import { healthRoutes } from './routes/public/health.ts'
import { integrityRoutes } from './routes/public/integrity.ts'
import { integrityPage } from './routes/public/integrity-page.ts'
import { openDataRoutes } from './routes/public/open-data.ts'
import { opinionGroupRoutes } from './routes/public/opinion-groups.ts'
import { proposalRoutes } from './routes/public/proposals.ts'
import { resultRoutes } from './routes/public/results.ts'
import { resultsViewRoutes } from './routes/public/results-view.ts'
import { selfTestRoutes } from './routes/public/self-test.ts'
import { sessionRoutes } from './routes/public/sessions.ts'
import { themeRoutes } from './routes/public/themes.ts'
import { votePage } from './routes/public/vote-page.ts'
import { voteRoutes } from './routes/public/votes.ts'
import { webPages, wellKnownFiles } from './routes/public/web-pages.ts'
import { widgetFiles } from './routes/public/widget-files.ts'
import { widgetPayloadRoutes } from './routes/public/widget-payload.ts'
import { articleRoutes } from './routes/publisher/articles.ts'
import { channelRoutes } from './routes/publisher/channels.ts'
import { editorSessionRoutes } from './routes/publisher/editor-session.ts'
import { embedCodeRoutes } from './routes/publisher/embed-code.ts'
import { foreignOriginRoutes } from './routes/publisher/foreign-origins.ts'
import { liveRoutes } from './routes/publisher/live.ts'
import { readerKeyRoutes } from './routes/publisher/reader-keys.ts'
import { publisherSelfTestRoutes } from './routes/publisher/self-test.ts'
import { shareLinkRoutes } from './routes/publisher/share-links.ts'
import { standingOutRoutes } from './routes/publisher/standing-out.ts'
import { statisticsRoutes } from './routes/publisher/statistics.ts'
import { topProposalRoutes } from './routes/publisher/top-proposals.ts'
import { readableProblems } from './routes/shared/readable-problems.ts'
import { documentScope } from './routes/shared/routes.ts'
import type { Services } from './services.ts'
import { LIMITS } from './wire/constants.ts'

export interface AppOptions extends ListenerOptions {
  queriesPerMinute: number
  downloadsPerMinute: number
  version: string
}

/** The public side: what readers' browsers ask and send. The only scope that takes text/plain. */
function publicScope(services: Services) {
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(requestBatching)
    await scope.register(simpleBodies)
    await scope.register(crossOrigin)
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('x-content-type-options', 'nosniff').header('cross-origin-resource-policy', 'cross-origin')
      done()
    })
    documentScope(scope, { tags: ['public'] })
    for (const routes of [
      widgetPayloadRoutes,
      consultationRoutes,
      actionRoutes,
      resultRoutes,
      resultsViewRoutes,
      openDataRoutes,
      themeRoutes,
      opinionGroupRoutes,
      integrityRoutes,
      embeddingRoutes,
      selfTestRoutes,
    ])
      await scope.register(routes, { services })
    await scope.register(widgetFiles, services)
    await scope.register(async (writes) => {
      await writes.register(selfTest, services)
      for (const routes of [sessionRoutes, voteRoutes, proposalRoutes])
        await writes.register(routes, { services })
    })
  }
}

/** The editors' side: figures of a publisher, with its API key or share link, or a session opened by one. */
function publisherScope(services: Services, options: AppOptions) {
  const { apiKeys, shareLinks } = services.store
  const { directory, runtime } = services
  const reach = cookieReach(services.publicUrl)
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(jsonBodies, { bodyLimit: LIMITS.bodyBytes })
    await scope.register(queryLimit, { perMinute: options.queriesPerMinute })
    await scope.register(publisherAccess, { apiKeys, shareLinks, directory, reach, now: runtime.now })
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('x-content-type-options', 'nosniff')
      done()
    })
    await scope.register(async (session) => {
      documentScope(session, { tags: ['publisher'] })
      await session.register(editorSessionRoutes, { services })
    })
    documentScope(scope, { tags: ['publisher'], security: [{ apiKey: [] }] })
    for (const routes of [
      statisticsRoutes,
      standingOutRoutes,
      topProposalRoutes,
      liveRoutes,
      articleRoutes,
      channelRoutes,
      foreignOriginRoutes,
      shareLinkRoutes,
      readerKeyRoutes,
      publisherSelfTestRoutes,
      embedCodeRoutes,
    ])
      await scope.register(routes, { services })
  }
}

/** The team's side: consultations, moderation, results, for signed-in administrators. */
function teamScope(services: Services) {
  const { administrators } = services.store
  const reach = cookieReach(services.publicUrl)
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(jsonBodies, { bodyLimit: LIMITS.teamBodyBytes })
    await scope.register(administratorAccess, { administrators, reach, now: services.runtime.now })
    documentScope(scope, { tags: ['administration'] })
    for (const routes of [
      signInRoutes,
      consultationAdministration,
      moderationRoutes,
      importRoutes,
      resultAdministration,
      cohortAdministration,
      partnerAdministration,
      actionAdministration,
      themeAdministration,
      translationRoutes,
      translationFileRoutes,
      publisherAdministration,
      ownWordsAdministration,
      readerKeyAdministration,
      embedCodeAdministration,
      shareLinkAdministration,
      administratorRoutes,
      auditRoutes,
      teamSelfTestRoutes,
    ])
      await scope.register(routes, { services })
  }
}

/** The whole API, not yet listening. */
export async function buildApp(services: Services, options: AppOptions): Promise<FastifyInstance> {
  const { publicUrl, commits, recorder } = services
  // A list of networks: a plain yes could be forged, and a count would make all readers share a proxy's address.
  const { trustedProxies } = options
  const isTrusted = trustedProxies.length > 0 ? trustIn(trustedProxies) : () => false
  const path = pathBefore(publicUrl)
  const app = createFastify(options, { isTrusted, path, names: services.names })
  app.removeAllContentTypeParsers()
  await app.register(headerLengths)
  await app.register(clientAddresses, { isTrusted })
  await app.register(problems)
  await app.register(canonicalAddresses, { path })
  await app.register(readableProblems, { path })
  await app.register(requestLog)
  await app.register(rateLimits)
  await app.register(downloadLimit, { perMinute: options.downloadsPerMinute })
  await app.register(openapi, { version: options.version, path })
  await app.register(prometheus, { commits, waiting: () => recorder.waiting })
  await app.register(publicScope(services))
  await app.register(publisherScope(services, options))
  await app.register(teamScope(services))
  await app.register(consultationPage, { services })
  await app.register(votePage, { services })
  await app.register(integrityPage, { services })
  await app.register(frontPage, { services })
  await app.register(webPages)
  await app.register(wellKnownFiles)
  await app.register(healthRoutes, { services })
  return app
}
