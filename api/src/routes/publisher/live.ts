import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Publisher } from '../../cache/directory.ts'
import { mergedArticles } from '../../domain/articles/article-merges.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { LiveMessage } from '../../wire/index.ts'
import type { Routes } from '../shared/routes.ts'

const INTERVAL_MILLISECONDS = 5000
/** Then the listener comes again by itself, and shows its key again. */
const MESSAGES = 12
const RETRY_MILLISECONDS = 500
const MOST_LISTENERS = 50
const ARTICLES_SHOWN = 20

/** Who reads now, as server-sent events. */
export const liveRoutes: Routes = async (app, { services }) => {
  const { live, store } = services
  const closing = new AbortController()
  const listeners = new Map<string, number>()
  app.addHook('preClose', async () => closing.abort())

  async function messageOf(publisher: Publisher): Promise<LiveMessage> {
    const { articles: places, ...counts } = live.of(publisher.id)
    const { rootOf } = mergedArticles(await store.articleMerges.of(publisher.id))
    const readers = new Map<string, number>()
    // Each reader is where they were last: those of several addresses add up.
    for (const { articleId, readers: there } of places) {
      const root = rootOf(articleId)
      readers.set(root, (readers.get(root) ?? 0) + there)
    }
    const most = [...readers].sort(([, one], [, other]) => other - one).slice(0, ARTICLES_SHOWN)
    const ids = most.map(([id]) => id)
    const known = new Map((await store.articles.listed(publisher.id, ids)).map((one) => [one.id, one]))
    return {
      ...counts,
      articles: most.flatMap(([id, readers]) => {
        const article = known.get(id)
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
        summary:
          'Readers with the widget now and in the last half hour, every five seconds, as server-sent events',
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
