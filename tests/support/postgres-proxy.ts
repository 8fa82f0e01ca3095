import { connect, createServer, type Socket } from 'node:net'

/** Stands between an API and its database; connections can be cut at will. */
export interface PostgresProxy {
  url: string
  /** The next commit is passed on, and its answer never comes: the connection is cut in between. */
  loseNextCommit(): void
  /** The connection is cut at the next commit, and the commit, under way by then, reaches the database later. */
  delayNextCommit(milliseconds: number): void
  /** From now on a commit stands still with its transaction open, as on a machine that vanished. */
  holdCommits(): void
  /** Says from now on that a row was inserted where none was, as engines do that count the rows they were given. */
  countGivenRows(): void
  /** No connection lives, and none is made, until `open`. */
  shut(): void
  open(): void
  close(): Promise<void>
}

const [NONE_INSERTED, ONE_INSERTED] = [Buffer.from('INSERT 0 0\0'), Buffer.from('INSERT 0 1\0')]

/** The answer of an engine that counts the rows it was given; each insertion was given one. */
function withRowsGiven(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(NONE_INSERTED); at >= 0; at = bytes.indexOf(NONE_INSERTED, at))
    ONE_INSERTED.copy(bytes, at)
  return bytes
}

/** A proxy before the database that a URL names. */
export async function openProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let [isShut, losesCommit, holdsCommits, countsGiven] = [false, false, false, false]
  let delay: number | undefined
  const server = createServer((near) => {
    if (isShut) return void near.destroy()
    const far = connect(Number(port), hostname)
    let [isLost, isLate] = [false, false]
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        if (!isLate) far.destroy()
      })
    }
    near.on('data', (bytes) => {
      const isCommit = bytes.includes('COMMIT')
      if (isCommit && holdsCommits) return
      if (isCommit && delay !== undefined) {
        isLate = true
        setTimeout(() => far.end(bytes), delay)
        delay = undefined
        near.destroy()
        return
      }
      if (losesCommit && isCommit) [losesCommit, isLost] = [false, true]
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (isLost) near.destroy()
      else near.write(countsGiven ? withRowsGiven(bytes) : bytes)
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
    delayNextCommit: (milliseconds) => {
      delay = milliseconds
    },
    holdCommits: () => {
      holdsCommits = true
    },
    countGivenRows: () => {
      countsGiven = true
    },
    shut: () => {
      isShut = true
      cut()
    },
    open: () => {
      isShut = false
      holdsCommits = false
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
