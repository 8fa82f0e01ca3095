import { randomInt } from 'node:crypto'
import { Ledger, type LedgerReport } from './ledger.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface KillReport extends LedgerReport {
  cycles: number
  /** Milliseconds from the start of a server, after a kill, to its first answer. */
  restarts: number[]
  unanswered: number
}

const CHECK_EVERY = 20

/**
 * Kills the server at a random moment under load, again and again; readers send again what was not answered. In the
 * end, and now and then, the database is held against the ledger.
 */
export async function killUnderLoad(options: {
  cycles: number
  votesACycle: number
  connections: number
}): Promise<KillReport> {
  const { cycles, votesACycle, connections } = options
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections })
  const restarts: number[] = []
  let unanswered = 0
  let report = await ledger.check(stage.file, stage.secret)
  try {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const server = await stage.start()
      restarts.push(server.startMilliseconds)
      const killAt = randomInt(Math.ceil(votesACycle / 2), Math.ceil(votesACycle * 1.5) + 1)
      let killed: Promise<void> | undefined
      const { cut } = await voters.vote(server, ({ acknowledged }) => {
        if (acknowledged >= killAt) killed ??= server.kill()
        return killed !== undefined
      })
      unanswered += cut
      await killed
      if (cycle % CHECK_EVERY === 0) report = await ledger.check(stage.file, stage.secret)
      if (report.lost.length + report.wrong.length > 0) break
    }
    const server = await stage.start()
    await voters.sendAgain(server)
    await server.stop()
    report = await ledger.check(stage.file, stage.secret)
    return { ...report, cycles, restarts, unanswered }
  } finally {
    await stage.close()
  }
}
