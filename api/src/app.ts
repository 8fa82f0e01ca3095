import type { FastifyInstance } from 'fastify'
import { pathBefore } from './domain/public-url.ts'
import { administratorAccess } from './plugins/administrator-access.ts'
import type { CookieReach } from './plugins/authentication.ts'
import { jsonBodies, simpleBodies } from './plugins/bodies.ts'
import { clientAddresses, trustIn } from './plugins/client-address.ts'
import { openapi } from './plugins/contract.ts'
import { crossOrigin } from './plugins/cross-origin.ts'
import { canonicalAddresses, createFastify, headerLengths, type ListenerOptions } from './plugins/listener.ts'
import { metrics, requestLog } from './plugins/observability.ts'
import { problems } from './plugins/problems.ts'
import { publisherAccess } from './plugins/publisher-access.ts'
import { downloadLimit, questionLimit, rateLimits, writeLimit } from './plugins/rate-limits.ts'
import { selfTest } from './plugins/self-test.ts'
import { turns } from './plugins/turns.ts'
import { actionRoutes } from './routes/public/actions.ts'
import { consultationPage } from './routes/public/consultation-page.ts'
import { consultationRoutes } from './routes/public/consultations.ts'
import { embedRoutes } from './routes/public/embed.ts'
import { embeddingRoutes } from './routes/public/embedding.ts'
import { frontPage } from './routes/public/front-page.ts'
import { healthRoutes } from './routes/public/health.ts'
import { opinionGroupRoutes } from './routes/public/opinion-groups.ts'
import { proposalRoutes } from './routes/public/proposals.ts'
import { readableProblems } from './routes/public/readable-problems.ts'
import { resultRoutes } from './routes/public/results.ts'
import { publisherSelfTestRoutes, selfTestRoutes, teamSelfTestRoutes } from './routes/public/self-test.ts'
import { sessionRoutes } from './routes/public/sessions.ts'
import { voteRoutes } from './routes/public/votes.ts'
import { webPages } from './routes/public/web-pages.ts'
import { wellKnownFiles } from './routes/public/well-known-files.ts'
import { widgetFiles } from './routes/public/widget-files.ts'
import { articleRoutes } from './routes/publisher/articles.ts'
import { editorSessionRoutes } from './routes/publisher/editor-session.ts'
import { embedCodeRoutes } from './routes/publisher/embed-code.ts'
import { foreignOriginRoutes } from './routes/publisher/foreign-origins.ts'
import { liveRoutes } from './routes/publisher/live.ts'
import { shareLinkRoutes } from './routes/publisher/share-links.ts'
import { standingOutRoutes } from './routes/publisher/standing-out.ts'
import { statisticsRoutes } from './routes/publisher/statistics.ts'
import { topProposalRoutes } from './routes/publisher/top-proposals.ts'
import { actionAdministration } from './routes/team/actions.ts'
import { administratorRoutes } from './routes/team/administrators.ts'
import { auditRoutes } from './routes/team/audit.ts'
import { consultationAdministration } from './routes/team/consultations.ts'
import { embedCodeAdministration } from './routes/team/embed-code.ts'
import { importRoutes } from './routes/team/imports.ts'
import { moderationRoutes } from './routes/team/moderation.ts'
import { partnerAdministration } from './routes/team/partners.ts'
import { publisherAdministration } from './routes/team/publishers.ts'
import { resultAdministration } from './routes/team/results.ts'
import { administratorSessionRoutes } from './routes/team/session.ts'
import { shareLinkAdministration } from './routes/team/share-links.ts'
import type { Services } from './services.ts'
import { LIMITS } from './wire/constants.ts'

export interface AppOptions extends ListenerOptions {
  writesPerMinute: number
  questionsPerMinute: number
  downloadsPerMinute: number
  version: string
}

/** The public side: what readers' browsers ask and send. The only scope that takes text/plain. */
function publicScope(services: Services, options: AppOptions) {
  const {
    store,
    chance,
    directory,
    tokens,
    recorder,
    salts,
    articles,
    draws,
    proposals,
    pseudonyms,
    results,
    groups,
    publicUrl,
  } = services
  const access = { directory, tokens, askedOrigins: services.askedOrigins, now: chance.now }
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(turns)
    await scope.register(simpleBodies)
    await scope.register(crossOrigin)
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('x-content-type-options', 'nosniff').header('cross-origin-resource-policy', 'cross-origin')
      done()
    })
    await scope.register(embedRoutes, { directory, draws })
    await scope.register(consultationRoutes, { directory, draws, publicUrl, now: chance.now })
    await scope.register(actionRoutes, { directory, actions: store.actions, now: chance.now })
    await scope.register(resultRoutes, { directory, results, resultStore: store.results, now: chance.now })
    await scope.register(opinionGroupRoutes, { directory, draws, groups, now: chance.now })
    await scope.register(embeddingRoutes, { directory, publicUrl })
    await scope.register(selfTestRoutes, { selfTests: services.selfTests })
    await scope.register(widgetFiles)
    await scope.register(async (writes) => {
      await writes.register(writeLimit, { perMinute: options.writesPerMinute })
      await writes.register(selfTest, { selfTests: services.selfTests })
      await writes.register(sessionRoutes, { ...access, recorder, salts, articles })
      await writes.register(voteRoutes, {
        ...access,
        recorder,
        salts,
        articles,
        proposals,
        pseudonyms,
        store,
      })
      await writes.register(proposalRoutes, {
        ...access,
        recorder,
        salts,
        articles,
        proposals: store.proposals,
        pseudonyms,
        freshId: chance.id,
      })
    })
  }
}

const reachOf = (publicUrl: string): CookieReach => ({
  isSecure: publicUrl.startsWith('https:'),
  path: pathBefore(publicUrl),
})

/** The editors' side: figures of a publisher, for holders of its API keys and share links, and of sessions opened with them. */
function publisherScope(services: Services, options: AppOptions) {
  const { store, chance, directory, statistics, publicUrl } = services
  return async (scope: FastifyInstance): Promise<void> => {
    const { apiKeys, shareLinks } = store
    await scope.register(jsonBodies, { bodyLimit: LIMITS.bodyBytes })
    const reach = reachOf(publicUrl)
    await scope.register(questionLimit, { perMinute: options.questionsPerMinute })
    await scope.register(publisherAccess, { apiKeys, shareLinks, directory, reach, now: chance.now })
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('x-content-type-options', 'nosniff')
      done()
    })
    await scope.register(editorSessionRoutes, { services, reach })
    await scope.register(statisticsRoutes, { statistics })
    await scope.register(standingOutRoutes, { statistics })
    await scope.register(topProposalRoutes, { store, directory, held: services.recorder.pool })
    for (const routes of [liveRoutes, articleRoutes, foreignOriginRoutes, shareLinkRoutes])
      await scope.register(routes, { services })
    await scope.register(publisherSelfTestRoutes, { selfTests: services.selfTests })
    await scope.register(embedCodeRoutes, { directory, publicUrl })
  }
}

/** The team's side: consultations, moderation, results, for signed-in administrators. */
function teamScope(services: Services) {
  const reach = reachOf(services.publicUrl)
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(jsonBodies, { bodyLimit: LIMITS.teamBodyBytes })
    await scope.register(administratorAccess, {
      administrators: services.store.administrators,
      reach,
      now: services.chance.now,
    })
    await scope.register(administratorSessionRoutes, { services, reach })
    for (const routes of [
      consultationAdministration,
      moderationRoutes,
      importRoutes,
      resultAdministration,
      partnerAdministration,
      actionAdministration,
      publisherAdministration,
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
  const { store, chance, directory, draws, results, groups, publicUrl, commits, recorder } = services
  // A list of networks: a plain yes could be forged, and a count would make all readers share a proxy's address.
  const { trustedProxies } = options
  const isTrusted = trustedProxies.length > 0 ? trustIn(trustedProxies) : () => false
  const path = pathBefore(publicUrl)
  const app = createFastify(options, { isTrusted, path })
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
  await app.register(metrics, { commits, waiting: () => recorder.waiting })
  await app.register(publicScope(services, options))
  await app.register(publisherScope(services, options))
  await app.register(teamScope(services))
  await app.register(consultationPage, {
    directory,
    draws,
    results,
    groups,
    publicUrl,
    actions: store.actions,
    partners: store.partners,
    now: chance.now,
  })
  await app.register(frontPage, { directory, now: chance.now })
  await app.register(webPages)
  await app.register(wellKnownFiles)
  await app.register(healthRoutes, { readiness: services.readiness })
  return app
}
