import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { openStore } from '../../api/src/store/index.ts'
import { CrashedDisk, type DiskEvent, readLog } from './crash-images.ts'
import { Ledger } from './ledger.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface PowerLossReport {
  acknowledged: number
  /** Moments at which the power was cut, each once with nothing and once with some of what was not flushed. */
  images: number
  lost: number
  wrong: number
  /** Images whose tallies, counters or checksums do not fit their votes, or that could not be opened. */
  unsound: string[]
}

interface Acknowledgement {
  name: string
  revision: number
  /** Length of the log when the answer arrived: all that came before was done by then. */
  at: number
}

/** What may be left of the writes that were not flushed. */
const SURVIVALS: readonly (() => boolean)[] = [() => false, () => Math.random() < 0.5]

/** Opens a database as the next start would, and says what is wrong with it. */
export async function faultOfImage(file: string): Promise<string | undefined> {
  try {
    const store = await openStore(file, Date.now())
    const { differences, damaged, unreadable } = await verifyTallies(store)
    await store.database.close()
    if (unreadable !== null) return unreadable
    return differences.length + damaged.length > 0 ? JSON.stringify({ differences, damaged }) : undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** The disks at some moments of a log, evenly spread, the last one among them. */
function* crashes(disk: CrashedDisk, events: readonly DiskEvent[], moments: number) {
  const step = Math.max(1, Math.floor(events.length / moments))
  for (const [index, event] of events.entries()) {
    disk.play(event)
    if ((events.length - 1 - index) % step === 0) yield event.end
  }
}

/**
 * Records every write and flush while readers vote, one at a time and in crowds; then cuts the power at many moments,
 * and holds what a start would find against what had been answered by then.
 */
export async function powerLoss(options: {
  votesEach: number
  crowds: readonly number[]
  moments: number
}): Promise<PowerLossReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const report: PowerLossReport = { acknowledged: 0, images: 0, lost: 0, wrong: 0, unsound: [] }
  try {
    const before = readFileSync(stage.file)
    const disk = await stage.useFaultyDisk({ records: true })
    const acknowledgements: Acknowledgement[] = []
    const server = await stage.start()
    for (const connections of options.crowds) {
      const onAcknowledged = ({ proposal, reader, revision }: Acknowledged) =>
        acknowledgements.push({ name: `${proposal} ${reader}`, revision, at: statSync(disk.log).size })
      const voters = new Voters({ stage, ledger, connections, onAcknowledged })
      await voters.vote(server, ({ acknowledged }) => acknowledged >= options.votesEach)
    }
    await server.kill()
    report.acknowledged = ledger.acknowledged
    const crashed = new CrashedDisk(stage.folder, [[stage.file, before]])
    const answered = new Map<string, number>()
    let next = 0
    for (const end of crashes(crashed, readLog(disk.log), options.moments)) {
      for (; (acknowledgements[next]?.at ?? Number.POSITIVE_INFINITY) <= end; next++) {
        const { name, revision } = acknowledgements[next] as Acknowledgement
        answered.set(name, Math.max(revision, answered.get(name) ?? 0))
      }
      for (const survives of SURVIVALS) await examine(stage, ledger, crashed, answered, survives, report)
    }
    return report
  } finally {
    await stage.close()
  }
}

type Acknowledged = Pick<Acknowledgement, 'revision'> & { proposal: string; reader: string }

async function examine(
  stage: Stage,
  ledger: Ledger,
  crashed: CrashedDisk,
  answered: ReadonlyMap<string, number>,
  survives: () => boolean,
  report: PowerLossReport,
): Promise<void> {
  const folder = await stage.beside('image')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  crashed.writeImage(folder, survives)
  const file = join(folder, 'unisson.db')
  const fault = await faultOfImage(file)
  if (fault !== undefined) report.unsound.push(fault)
  const { lost, wrong, isCountedOnce } = await ledger.check(file, stage.secret, answered)
  if (!isCountedOnce) report.unsound.push('the counters do not fit the votes')
  report.images += 1
  report.lost += lost.length
  report.wrong += wrong.length
}
