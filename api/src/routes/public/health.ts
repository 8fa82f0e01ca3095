import { ProblemError } from '../../domain/problem-error.ts'
import type { Services } from '../../services.ts'
import { WRITE_PROBE } from '../../store/database.ts'
import { health } from '../../wire/health.ts'
import { problem } from '../../wire/problems.ts'
import type { Routes } from '../shared/routes.ts'

type Unready = 'unreadable' | 'unwritable' | 'stuck' | 'overloaded'

/** Says whether votes can be taken now, from what happened and, after a failure, by trying. */
class Readiness {
  readonly #services: Pick<Services, 'store' | 'commits' | 'admission'>
  #probe: Promise<boolean> | undefined

  constructor(services: Pick<Services, 'store' | 'commits' | 'admission'>) {
    this.#services = services
  }

  /** Undefined: ready. */
  async fault(): Promise<Unready | undefined> {
    const { store, commits, admission } = this.#services
    if (commits.isStuck) return 'stuck'
    if (admission.isFull) return 'overloaded'
    try {
      // As votes are read: what dashboards ask must not hold it up.
      await store.database.getEach([{ sql: 'SELECT 1', params: {} }])
    } catch {
      return 'unreadable'
    }
    // Without votes nothing would be written, and a fault that has passed would be told for ever.
    return commits.isFailing && !(await this.#writes()) ? 'unwritable' : undefined
  }

  /** However many ask, one tries. */
  #writes(): Promise<boolean> {
    const { store, commits } = this.#services
    this.#probe ??= store.database
      .write([WRITE_PROBE])
      .then(
        () => {
          commits.heal()
          return true
        },
        () => false,
      )
      .finally(() => {
        this.#probe = undefined
      })
    return this.#probe
  }
}

const RETRY_AFTER_SECONDS = 5

const IN_WORDS: Record<Unready, string> = {
  unreadable: 'The database does not answer',
  unwritable: 'The last commit failed, and so does another try',
  stuck: 'A commit has been running for more than ten seconds',
  overloaded: 'As many writes wait as may wait',
}

/** `/healthz` answers as long as the process lives, `/readyz` with 503 while votes cannot be taken. */
export const healthRoutes: Routes = async (app, { services }) => {
  const readiness = new Readiness(services)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  app.get(
    '/healthz',
    { schema: { tags: ['operation'], summary: 'The process is alive', response: { 200: health } } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['operation'],
        summary: 'Votes can be taken now; if not, the detail says why',
        response: { 200: health, 503: problem },
      },
    },
    async (request) => {
      const fault = await readiness.fault()
      if (fault === undefined) return { status: 'ok' as const }
      request.log.error({ fault }, 'not ready')
      const code = fault === 'overloaded' ? 'overloaded' : 'unavailable'
      throw new ProblemError(code, { detail: IN_WORDS[fault], retryAfterSeconds: RETRY_AFTER_SECONDS })
    },
  )
}
