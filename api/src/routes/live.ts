import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../domain/problem-error.ts'
import type { Publisher } from '../state/directory.ts'
import type { LiveReaders } from '../state/live-readers.ts'
import type { ArticleStore } from '../store/articles.ts'
import type { LiveMessage } from '../wire/index.ts'

interface LiveOptions {
  live: LiveReaders
  articles: ArticleStore
}

const INTERVAL_MILLISECONDS = 5000
/** Then the listener comes again by itself, and shows its key again. */
const MESSAGES = 12
const RETRY_MILLISECONDS = 500
const MOST_LISTENERS = 50

/** Who reads now, as server-sent events. */
export const liveRoutes: FastifyPluginAsyncZod<LiveOptions> = async (app, { live, articles }) => {
  const closing = new AbortController()
  const listeners = new Map<string, number>()
  app.addHook('preClose', async () => closing.abort())

  async function messageOf(publisher: Publisher): Promise<LiveMessage> {
    const { articles: places, ...counts } = live.of(publisher.id)
    const ids = places.map(({ articleId }) => articleId)
    const known = new Map((await articles.listed(publisher.id, ids)).map((one) => [one.id, one]))
    return {
      ...counts,
      articles: places.flatMap(({ articleId, readers }) => {
        const article = known.get(articleId)
        return article ? [{ id: article.id, url: article.url, title: article.title, readers }] : []
      }),
    }
  }

  async function* messages(publisher: Publisher, signal: AbortSignal) {
    yield `retry: ${RETRY_MILLISECONDS}\n\n`
    for (let sent = 0; sent < MESSAGES && !signal.aborted; sent++) {
      yield `data: ${JSON.stringify(await messageOf(publisher))}\n\n`
      // An end that is asked for is no error.
      await pause(INTERVAL_MILLISECONDS, undefined, { signal }).catch(() => undefined)
    }
  }

  function listen(publisher: Publisher): () => void {
    const present = listeners.get(publisher.id) ?? 0
    if (present >= MOST_LISTENERS) throw new ProblemError('too-many-requests')
    listeners.set(publisher.id, present + 1)
    return () => listeners.set(publisher.id, (listeners.get(publisher.id) ?? 1) - 1)
  }

  app.get(
    '/v1/publisher/live',
    {
      schema: {
        tags: ['publisher'],
        summary:
          'Readers with the widget now and in the last half hour, every five seconds, as server-sent events',
        security: [{ apiKey: [] }],
      },
    },
    async ({ publisher, raw }, reply) => {
      if (!publisher) throw new ProblemError('invalid-key')
      const leave = listen(publisher)
      const gone = new AbortController()
      const signal = AbortSignal.any([gone.signal, closing.signal])
      reply.raw.once('close', () => {
        gone.abort()
        leave()
      })
      raw.socket.setNoDelay(true)
      return reply
        .type('text/event-stream; charset=utf-8')
        .headers({ 'cache-control': 'private, no-store', 'x-accel-buffering': 'no' })
        .send(Readable.from(messages(publisher, signal)))
    },
  )
}
