import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { restore } from '../../api/src/store/backup.ts'
import { openStore } from '../../api/src/store/index.ts'
import { fillWithVotes } from './fill.ts'
import { Ledger } from './ledger.ts'
import { quantile } from './process-figures.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

const SOURCE = fileURLToPath(new URL('../../api/src/cli.ts', import.meta.url))
const BUILT = fileURLToPath(new URL('../../api/dist/cli.js', import.meta.url))
const PROGRAM = process.env['VITEST'] ? ['--import', 'tsx', SOURCE] : [BUILT]

export interface BackupReport {
  stored: number
  /** Milliseconds of `unisson backup`, its start and its check of the copy included. */
  milliseconds: number
  votesPerSecond: number
  /** Of votes, in milliseconds: before, and while it was copied. */
  p99Before: number
  slowestBefore: number
  p99During: number
  slowestDuring: number
  /** Acknowledged before the backup began, and not in what was restored from it. */
  lost: number
  wrong: number
  isVerified: boolean
}

/** Backs up a large database while votes come in, restores it elsewhere, and holds that against the ledger. */
export async function backUpUnderLoad(options: {
  votes: number
  connections: number
}): Promise<BackupReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: options.connections })
  try {
    const store = await openStore(stage.file, Date.now())
    await fillWithVotes(store, stage.consultation.proposalIds, options.votes)
    await store.database.close()
    const server = await stage.start()
    await voters.vote(server, ({ acknowledged }) => acknowledged >= 500)
    const before = await voters.vote(server, ({ acknowledged }) => acknowledged >= 4000)
    const target = join(await stage.beside('backup'), 'copy.db')
    const answered = ledger.snapshot()
    const began = performance.now()
    const command = spawn(process.execPath, [...PROGRAM, 'backup', target, '--database', stage.file])
    let isOver = false
    const ended = once(command, 'exit').then(([code]) => {
      isOver = true
      return { code: code as number, milliseconds: performance.now() - began }
    })
    const during = await voters.vote(server, () => isOver)
    const { code, milliseconds } = await ended
    if (code !== 0) throw new Error(`The backup ended with ${code}`)
    await server.stop()
    const restored = join(await stage.beside('restored'), 'unisson.db')
    restore(target, restored, false, Date.now())
    const verifying = await openStore(restored, Date.now())
    const { damaged, differences, unreadable } = await verifyTallies(verifying)
    await verifying.database.close()
    const { lost, wrong, stored } = ledger.check(restored, stage.secret, answered)
    return {
      ...{ stored, milliseconds, lost: lost.length },
      // The rows that were there before anybody voted are not in the ledger.
      wrong: wrong.length - options.votes,
      votesPerSecond: (during.acknowledged / milliseconds) * 1000,
      p99Before: quantile(before.latencies, 0.99),
      slowestBefore: quantile(before.latencies, 1),
      p99During: quantile(during.latencies, 0.99),
      slowestDuring: quantile(during.latencies, 1),
      isVerified: damaged.length + differences.length === 0 && unreadable === null,
    }
  } finally {
    await stage.close()
  }
}
