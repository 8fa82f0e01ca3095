import { Client } from './client.ts'
import { Ledger, type LedgerReport } from './ledger.ts'
import { figuresOf, quantile } from './process-figures.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface SlowDiskReport extends LedgerReport {
  votesPerSecond: number
  p50: number
  p99: number
}

/** Every flush takes longer; readers go on voting. */
export async function slowDisk(options: {
  milliseconds: number
  connections: number
  votes: number
}): Promise<SlowDiskReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: options.connections })
  try {
    const disk = await stage.useFaultyDisk()
    const server = await stage.start()
    await voters.vote(server, ({ acknowledged }) => acknowledged >= options.votes / 10)
    disk.slow(options.milliseconds)
    const began = performance.now()
    const { acknowledged, latencies } = await voters.vote(
      server,
      (outcome) => outcome.acknowledged >= options.votes,
    )
    const seconds = (performance.now() - began) / 1000
    disk.slow(0)
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      votesPerSecond: acknowledged / seconds,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    }
  } finally {
    await stage.close()
  }
}

export interface StuckDiskReport extends LedgerReport {
  /** Answers while a flush did not end; those of votes after their patience. */
  embed: number
  healthz: number
  readyz: number
  votes: number[]
  memoryBefore: number
  memoryAfter: number
}

/** A flush does not end for a while, and many readers vote; then it ends. */
export async function stuckDisk(options: { connections: number; votes: number }): Promise<StuckDiskReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: options.connections })
  try {
    const disk = await stage.useFaultyDisk()
    const server = await stage.start()
    await voters.vote(server, ({ acknowledged }) => acknowledged >= options.votes)
    const memoryBefore = figuresOf(server.pid).memory
    disk.stick(true)
    const voting = voters.vote(server, ({ refused }) => refused.size > 0)
    while (!disk.isHolding) await new Promise((resolve) => setTimeout(resolve, 10))
    const client = new Client(server.port, 4, stage.consultation.origin)
    const status = async (path: string) => (await client.send('GET', path)).status
    const { slug, publisherKey } = stage.consultation
    const embed = await status(`/v1/embed/${slug}?publisher=${publisherKey}`)
    const healthz = await status('/healthz')
    const { refused } = await voting
    const readyz = await status('/readyz')
    const memoryAfter = figuresOf(server.pid).memory
    disk.stick(false)
    client.close()
    await voters.sendAgain(server)
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      embed,
      healthz,
      readyz,
      votes: [...refused.keys()],
      memoryBefore,
      memoryAfter,
    }
  } finally {
    await stage.close()
  }
}
