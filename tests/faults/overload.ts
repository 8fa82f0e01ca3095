import Sqlite from 'better-sqlite3'
import { Client } from './client.ts'
import { Ledger, type LedgerReport } from './ledger.ts'
import { figuresOf, quantile } from './process-figures.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface OverloadReport extends LedgerReport {
  /** Answers that were no success, by status. */
  refused: Record<number, number>
  cut: number
  votesPerSecond: number
  p50: number
  p99: number
  /** Bytes. */
  mostMemory: number
}

/** More readers at once than the queue takes, for some seconds. */
export async function overload(options: {
  connections: number
  queueCapacity: number
  seconds: number
}): Promise<OverloadReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: options.connections })
  try {
    const server = await stage.start({ QUEUE_CAPACITY: `${options.queueCapacity}` })
    let mostMemory = 0
    const sampling = setInterval(() => {
      mostMemory = Math.max(mostMemory, figuresOf(server.pid).memory)
    }, 100)
    const began = performance.now()
    const end = began + options.seconds * 1000
    const { acknowledged, refused, cut, latencies } = await voters.vote(server, () => performance.now() > end)
    const seconds = (performance.now() - began) / 1000
    clearInterval(sampling)
    await voters.sendAgain(server)
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      refused: Object.fromEntries(refused),
      cut,
      mostMemory,
      votesPerSecond: acknowledged / seconds,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    }
  } finally {
    await stage.close()
  }
}

export interface LockedOutReport extends LedgerReport {
  /** Statuses while another process holds the database for writing. */
  vote: number
  voteRetryAfter: string | undefined
  embed: number
  healthz: number
  readyz: number
  readyzAfterwards: number
}

/** Another process begins to write, and does not end. */
export async function lockedOut(): Promise<LockedOutReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: 4 })
  try {
    const server = await stage.start()
    await voters.vote(server, ({ acknowledged }) => acknowledged >= 50)
    const client = new Client(server.port, 8, stage.consultation.origin)
    const status = async (path: string) => (await client.send('GET', path)).status
    const other = new Sqlite(stage.file)
    other.exec('BEGIN IMMEDIATE')
    const voting = voters.vote(server, (outcome) => outcome.refused.size > 0)
    const { slug, publisherKey } = stage.consultation
    const embed = await status(`/v1/embed/${slug}?publisher=${publisherKey}`)
    const healthz = await status('/healthz')
    const { refused } = await voting
    const readyz = await status('/readyz')
    other.exec('ROLLBACK')
    other.close()
    const readyzAfterwards = await status('/readyz')
    client.close()
    await voters.sendAgain(server)
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      vote: [...refused.keys()][0] ?? 0,
      voteRetryAfter: voters.retryAfter,
      embed,
      healthz,
      readyz,
      readyzAfterwards,
    }
  } finally {
    await stage.close()
  }
}
