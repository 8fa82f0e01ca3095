import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUpUnderLoad } from './backup-under-load.ts'
import { crowd, slowSockets } from './connections.ts'
import { cutEverywhere } from './cut.ts'
import { type BrokenDiskReport, brokenDisk, refusingDisk } from './disk-errors.ts'
import { flipBytes } from './flips.ts'
import { playHistories } from './histories.ts'
import { killUnderLoad } from './kill.ts'
import { lockedOut, overload } from './overload.ts'
import { killOneOfSeveral, restartDatabase } from './postgres.ts'
import { powerLoss } from './power-loss.ts'
import { quantile } from './process-figures.ts'
import { restartTimes } from './restart.ts'
import { slowDisk, stuckDisk } from './slow-disk.ts'
import { Stage } from './stage.ts'
import { isKept, ledgerLine, mebibytes, rounded } from './summary.ts'

/** What a fault came to, in words, and whether what was promised was kept. */
export interface Finding {
  isKept: boolean
  text: string
}

async function kill(): Promise<Finding> {
  const report = await killUnderLoad({ cycles: 200, votesACycle: 2100, connections: 64 })
  const restart = rounded(quantile(report.restarts, 0.5))
  return {
    isKept: isKept(report),
    text: `${report.cycles} kills: ${ledgerLine(report)}; ${report.unanswered} cut off and sent again; restart p50 ${restart} ms`,
  }
}

async function restart(): Promise<Finding> {
  const times = await restartTimes({ votes: 1_000_000, times: 15 })
  const [middle, slowest] = [quantile(times, 0.5), quantile(times, 1)]
  return {
    isKept: times.length > 0,
    text: `first answer after a kill, on 1,000,000 votes: p50 ${rounded(middle)} ms, slowest ${rounded(slowest)} ms`,
  }
}

async function power(): Promise<Finding> {
  const report = await powerLoss({ votesEach: 4500, crowds: [1, 4, 16, 64, 256], moments: 300 })
  const { acknowledged, images, lost, wrong, unsound } = report
  return {
    isKept: lost + wrong + unsound.length === 0 && images > 0,
    text: `${images} power cuts in ${acknowledged} answered votes: ${lost} lost, ${wrong} wrong, ${unsound.length} unsound ${unsound.slice(0, 2)}`,
  }
}

async function slow(): Promise<Finding> {
  const report = await slowDisk({ milliseconds: 4, connections: 128, votes: 60_000 })
  return {
    isKept: isKept(report),
    text: `flush of 4 ms: ${rounded(report.votesPerSecond)} votes/s, p50 ${rounded(report.p50)} ms, p99 ${rounded(report.p99)} ms; ${ledgerLine(report)}`,
  }
}

async function stuck(): Promise<Finding> {
  const report = await stuckDisk({ connections: 512, votes: 2000 })
  const locked = await lockedOut()
  return {
    isKept: [report, locked].every((one) => isKept(one) && one.healthz === 200) && locked.vote === 503,
    text: `flush that does not end: votes ${report.votes}, embed ${report.embed}, healthz ${report.healthz}, readyz ${report.readyz}, memory ${mebibytes(report.memoryBefore)} → ${mebibytes(report.memoryAfter)}, ${ledgerLine(report)}; another writer that does not end: votes ${locked.vote} (Retry-After ${locked.voteRetryAfter}), embed ${locked.embed}, healthz ${locked.healthz}, readyz ${locked.readyz} then ${locked.readyzAfterwards}`,
  }
}

async function refused(code: 'ENOSPC' | 'EROFS'): Promise<Finding> {
  const stage = await Stage.open()
  try {
    const disk = await stage.useFaultyDisk()
    const refusal = { begin: () => disk.refuse(code), end: () => disk.refuse(undefined) }
    return described(code, await refusingDisk(stage, refusal, { votes: 5000, connections: 64 }))
  } finally {
    await stage.close()
  }
}

function described(name: string, report: Awaited<ReturnType<typeof refusingDisk>>): Finding {
  const { refused, embed, readyz, healedAfter, isSameProcess } = report
  return {
    isKept: isKept(report) && isSameProcess && embed === 200 && readyz === 503,
    text: `${name}: votes ${refused}, embed ${embed}, readyz ${readyz}; healed after ${rounded(healedAfter)} ms${isSameProcess ? ' without a restart' : ' BY A RESTART'}; ${ledgerLine(report)}`,
  }
}

/** A real small disk; undefined where this user may not mount one. */
async function fullTmpfs(): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'unisson-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return { isKept: true, text: 'tmpfs: not run, for want of the right to mount' }
  }
  try {
    const stage = await Stage.open(join(folder, 'data'))
    const ballast = join(folder, 'ballast')
    const begin = () => {
      try {
        for (let size = 1; ; size++)
          writeFileSync(ballast, Buffer.alloc(65_536), { flag: size === 1 ? 'w' : 'a' })
      } catch {
        return // Full.
      }
    }
    try {
      const report = await refusingDisk(
        stage,
        { begin, end: () => rmSync(ballast) },
        { votes: 3000, connections: 64 },
      )
      return described('tmpfs of 24 MiB, filled', report)
    } finally {
      await stage.close()
    }
  } finally {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  }
}

async function full(): Promise<Finding> {
  const findings = [await refused('ENOSPC'), await refused('EROFS'), await fullTmpfs()]
  return { isKept: findings.every((one) => one.isKept), text: findings.map(({ text }) => text).join('\n  ') }
}

async function broken(): Promise<Finding> {
  const reports: BrokenDiskReport[] = []
  for (let call = 1; call <= 60; call++)
    reports.push(await brokenDisk({ call, armed: 'before the start', votes: 50 }))
  for (let call = 1; call <= 420; call++)
    reports.push(await brokenDisk({ call, armed: 'before the votes', votes: 400 }))
  for (let call = 1; call <= 4001; call += 200)
    reports.push(await brokenDisk({ call, armed: 'after votes', votes: 6000 }))
  const sound = reports.filter(({ lost, wrong, unsound }) => lost + wrong + unsound.length === 0).length
  const ended = reports.filter(({ exit }) => exit !== null).length
  const answered = reports.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
  const faults = reports.flatMap(({ unsound }) => unsound).slice(0, 3)
  return {
    isKept: sound === reports.length,
    text: `${sound} of ${reports.length} consistent after an I/O error, ${answered} votes answered; the server ended itself in ${ended} ${faults}`,
  }
}

async function flips(): Promise<Finding> {
  const { flips: all, located, seenByIntegrityCheck, missed } = await flipBytes({ flips: 200, votes: 5000 })
  return {
    isKept: located === all,
    text: `${located} of ${all} changed bytes located by verify; integrity_check sees ${seenByIntegrityCheck} ${missed.slice(0, 3)}`,
  }
}

async function backup(): Promise<Finding> {
  const report = await backUpUnderLoad({ votes: 1_000_000, connections: 8 })
  return {
    isKept: report.lost + report.wrong === 0 && report.isVerified,
    text: `${report.stored} votes in ${rounded(report.milliseconds)} ms at ${rounded(report.votesPerSecond)} votes/s; slowest vote ${rounded(report.slowestDuring)} ms (before: ${rounded(report.slowestBefore)} ms), p99 ${rounded(report.p99During)} ms (${rounded(report.p99Before)} ms); restored: ${report.lost} lost, ${report.wrong} wrong`,
  }
}

async function load(): Promise<Finding> {
  const many = await overload({ connections: 128, queueCapacity: 20_000, seconds: 15 })
  const crowd = await overload({ connections: 2000, queueCapacity: 500, seconds: 60 })
  return {
    isKept: isKept(many) && isKept(crowd),
    text: `128 connections: ${rounded(many.votesPerSecond)} votes/s, p99 ${rounded(many.p99)} ms, memory ${mebibytes(many.mostMemory)}; 2,000 on a queue of 500: ${rounded(crowd.votesPerSecond)} votes/s, refused ${JSON.stringify(crowd.refused)}, cut ${crowd.cut}, memory ${mebibytes(crowd.mostMemory)}; ${ledgerLine(crowd)}`,
  }
}

async function connections(): Promise<Finding> {
  const slowOnes = await slowSockets({ sockets: 2000, votes: 5000 })
  const many = await crowd({ connections: 10_000 })
  return {
    isKept: isKept(slowOnes) && many.unanswered === 0,
    text: `2,000 slow sockets: all cut after ${(slowOnes.allCutAfter / 1000).toFixed(1)} s, p99 of votes ${rounded(slowOnes.p99Alone)} → ${rounded(slowOnes.p99Beside)} ms, ${ledgerLine(slowOnes)}; 10,000 at once: ${JSON.stringify(many.answered)}, unanswered ${many.unanswered}, half open and cut ${many.halfOpenCut}`,
  }
}

async function cut(): Promise<Finding> {
  const report = await cutEverywhere({ step: 1, atOnce: 8 })
  return {
    isKept: isKept(report) && report.stored === report.requestOffsets + report.answerOffsets + 1,
    text: `cut at each of ${report.requestOffsets} bytes of the request and ${report.answerOffsets} of the answer, then sent again: ${ledgerLine(report)}`,
  }
}

async function histories(): Promise<Finding> {
  const { histories: played, acts, differences } = await playHistories({ histories: 100_000 })
  return {
    isKept: differences === 0,
    text: `${played} histories of ${acts} acts, repeated and reordered: ${differences} differ from the model`,
  }
}

async function killProcess(): Promise<Finding> {
  const report = await killOneOfSeveral({ processes: 3, kills: 50, votesAKill: 2000, connections: 64 })
  return {
    isKept: isKept(report),
    text: `one of 3 processes on PostgreSQL, ${report.kills} kills: ${ledgerLine(report)}; ${report.unanswered} cut off and sent again`,
  }
}

async function restartPostgres(): Promise<Finding> {
  const report = await restartDatabase({ processes: 3, restarts: 10, votesARestart: 4000, connections: 64 })
  const slowest = quantile(report.backAfter, 1)
  return {
    isKept: isKept(report) && slowest <= 2000,
    text: `PostgreSQL ended at once and started again ${report.restarts} times under 3 processes: ${ledgerLine(report)}; meanwhile ${JSON.stringify(report.refused)}, ${report.unanswered} cut; votes again p50 ${rounded(quantile(report.backAfter, 0.5))} ms after it takes connections, slowest ${rounded(slowest)} ms`,
  }
}

/** Every fault at its full length, by name. */
export const RUNS: Readonly<Record<string, () => Promise<Finding>>> = {
  ...{ kill, restart, power, slow, stuck, full, broken, flips, backup, load, connections, cut, histories },
  ...{ 'pg-kill': killProcess, 'pg-restart': restartPostgres },
}
