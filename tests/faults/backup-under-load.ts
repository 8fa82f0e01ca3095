import { join } from 'node:path'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { openStore } from '../../api/src/store/index.ts'
import { restore } from '../../api/src/store/sqlite/backup.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { unisson } from './command.ts'
import { Ledger } from './ledger.ts'
import { quantile } from './process-figures.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

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
    let milliseconds = Number.NaN
    const backingUp = unisson('backup', target, '--database', stage.file).finally(() => {
      milliseconds = performance.now() - began
    })
    const voting = voters.vote(server, () => !Number.isNaN(milliseconds))
    const [during] = await Promise.all([voting, backingUp])
    await server.stop()
    const restored = join(await stage.beside('restored'), 'unisson.db')
    restore(target, restored, false, Date.now())
    const verifying = await openStore(restored, Date.now())
    const { damaged, differences, unreadable } = await verifyTallies(verifying)
    await verifying.database.close()
    const { lost, wrong, stored } = await ledger.check(restored, stage.secret, answered)
    return {
      stored,
      milliseconds,
      lost: lost.length,
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
