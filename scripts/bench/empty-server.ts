import Fastify from 'fastify'

// The yardstick: what Fastify itself costs when a handler does nothing.
const app = Fastify()
app.get('/*', () => ({ ok: true }))
app.post('/*', () => ({ ok: true }))
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) })
