import { connect, createServer, type Socket } from 'node:net'

/** Where readers come: before several servers. */
export interface LoadBalancer {
  port: number
  close(): Promise<void>
}

/**
 * A plain load balancer: each new connection goes to the next server in turn, and past one that refuses it. `ports` gives those of the servers that there are at the moment.
 */
export async function openRoundRobin(ports: () => readonly number[]): Promise<LoadBalancer> {
  const sockets = new Set<Socket>()
  let turn = 0
  const pair = (near: Socket, tries: number): void => {
    const all = ports()
    turn += 1
    const far = connect(all[turn % all.length] ?? 0, '127.0.0.1')
    let isConnected = false
    far.once('connect', () => {
      isConnected = true
      sockets.add(far)
      near.pipe(far).pipe(near)
    })
    far.on('error', () => undefined)
    far.on('close', () => {
      sockets.delete(far)
      if (isConnected || tries >= all.length) near.destroy()
      else pair(near, tries + 1)
    })
    near.on('close', () => far.destroy())
  }
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => undefined)
    near.on('close', () => sockets.delete(near))
    pair(near, 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
