import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from './client.ts'
import { CrashedDisk, readLog } from './crash-images.ts'
import { Ledger, type LedgerReport } from './ledger.ts'
import { faultOfImage } from './power-loss.ts'
import { type Server, Stage } from './stage.ts'
import { Voters } from './voters.ts'

export interface RefusalReport extends LedgerReport {
  /** Statuses of votes while the disk refused. */
  refused: number[]
  /** Of readers, of `/healthz` and of `/readyz` meanwhile. */
  embed: number
  healthz: number
  readyz: number
  /** Milliseconds from the healing to the first vote that was taken. */
  healedAfter: number
  isSameProcess: boolean
}

export interface Refusal {
  begin(): void
  end(): void
}

async function statuses(
  server: Server,
  stage: Stage,
): Promise<Pick<RefusalReport, 'embed' | 'healthz' | 'readyz'>> {
  const client = new Client(server.port, 4, stage.consultation.origin)
  const status = async (path: string) => (await client.send('GET', path)).status
  try {
    return {
      embed: await status(
        `/v1/embed/${stage.consultation.slug}?publisher=${stage.consultation.publisherKey}`,
      ),
      healthz: await status('/healthz'),
      readyz: await status('/readyz'),
    }
  } finally {
    client.close()
  }
}

/** Votes come in; the disk takes no more, then takes more again. */
export async function refusingDisk(
  stage: Stage,
  refusal: Refusal,
  { votes, connections }: { votes: number; connections: number },
): Promise<RefusalReport> {
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections })
  const server = await stage.start()
  await voters.vote(server, ({ acknowledged }) => acknowledged >= votes)
  refusal.begin()
  const { refused } = await voters.vote(server, (outcome) => outcome.refused.size > 0)
  const meanwhile = await statuses(server, stage)
  refusal.end()
  const healedAt = performance.now()
  let healedAfter = Number.NaN
  await voters.vote(server, ({ acknowledged }) => {
    if (acknowledged > 0 && Number.isNaN(healedAfter)) healedAfter = performance.now() - healedAt
    return acknowledged >= votes
  })
  await voters.sendAgain(server)
  const isSameProcess = !server.hasEnded()
  await server.stop()
  const report = await ledger.check(stage.file, stage.secret)
  return { ...report, ...meanwhile, refused: [...refused.keys()], healedAfter, isSameProcess }
}

export interface BrokenDiskReport {
  /** How the server ended: an exit code; null if the call was not reached, or nothing depended on it. */
  exit: number | string | null
  acknowledged: number
  /** Of those acknowledged, after a power cut right then, and after the next start on the same disk. */
  lost: number
  wrong: number
  unsound: string[]
}

/**
 * One call of the disk fails with an I/O error, once, so many calls after the start (or after the load, with
 * `loadFirst`); everything not flushed by then is lost. The next start must find all that was answered.
 */
export async function brokenDisk(options: {
  call: number
  armed: 'before the start' | 'before the votes' | 'after votes'
  votes: number
}): Promise<BrokenDiskReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const voters = new Voters({ stage, ledger, connections: 16 })
  try {
    const before = readFileSync(stage.file)
    const disk = await stage.useFaultyDisk({ records: true })
    if (options.armed === 'before the start') disk.failAfter(options.call)
    const server = await stage.start().catch(() => undefined)
    let exit: BrokenDiskReport['exit'] = server ? null : 1
    if (server) {
      if (options.armed === 'after votes')
        await voters.vote(server, ({ acknowledged }) => acknowledged >= options.votes)
      if (options.armed !== 'before the start') disk.failAfter(options.call)
      await voters.vote(server, ({ acknowledged }) => server.hasEnded() || acknowledged >= options.votes)
      // Its exit takes a moment after the last log line.
      if (server.hasEnded() || /the disk failed/.test(server.output())) exit = await server.ended
      else await server.kill()
    }
    const crashed = new CrashedDisk(stage.folder, [[stage.file, before]])
    for (const event of readLog(disk.log)) crashed.play(event)
    const image = await stage.beside('image')
    rmSync(image, { recursive: true })
    mkdirSync(image)
    crashed.writeImage(image, () => false)
    return await afterwards(stage, ledger, [join(image, 'unisson.db'), stage.file], exit)
  } finally {
    await stage.close()
  }
}

async function afterwards(
  stage: Stage,
  ledger: Ledger,
  files: readonly string[],
  exit: BrokenDiskReport['exit'],
): Promise<BrokenDiskReport> {
  const report: BrokenDiskReport = { exit, acknowledged: ledger.acknowledged, lost: 0, wrong: 0, unsound: [] }
  for (const file of files) {
    const fault = await faultOfImage(file)
    if (fault !== undefined) report.unsound.push(fault)
    const { lost, wrong, isCountedOnce } = await ledger.check(file, stage.secret)
    report.lost += lost.length
    report.wrong += wrong.length
    if (!isCountedOnce) report.unsound.push('the counters do not fit the votes')
  }
  return report
}
