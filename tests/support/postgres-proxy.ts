import { connect, createServer, type Socket } from 'node:net'

/** Stands between an API and its database; connections can be cut at will. */
export interface PostgresProxy {
  url: string
  /** The next commit is passed on, and its answer never comes: the connection is cut in between. */
  loseNextCommit(): void
  /** No connection lives, and none is made, until `open`. */
  shut(): void
  open(): void
  close(): Promise<void>
}

/** A proxy before the database that a URL names. */
export async function openProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let [isShut, losesCommit] = [false, false]
  const server = createServer((near) => {
    if (isShut) return void near.destroy()
    const far = connect(Number(port), hostname)
    let isLost = false
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (bytes) => {
      if (losesCommit && bytes.includes('COMMIT')) [losesCommit, isLost] = [false, true]
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (isLost) near.destroy()
      else near.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.port = String((server.address() as { port: number }).port)
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    loseNextCommit: () => {
      losesCommit = true
    },
    shut: () => {
      isShut = true
      cut()
    },
    open: () => {
      isShut = false
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
