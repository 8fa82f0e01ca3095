import { backUpUnderLoad } from './backup-under-load.ts'
import { jumpingClock } from './clock.ts'
import { crowd, slowSockets } from './connections.ts'
import { cutEverywhere } from './cut.ts'
import { DISK_RUNS } from './disk-runs.ts'
import { exportUnderLoad } from './export.ts'
import { flipBytes } from './flips.ts'
import { playHistories } from './histories.ts'
import { killUnderLoad } from './kill.ts'
import { overload } from './overload.ts'
import { killBehindCaddy, killOneOfSeveral, restartDatabase } from './postgres.ts'
import { powerLoss } from './power-loss.ts'
import { quantile } from './process-figures.ts'
import { restartTimes } from './restart.ts'
import { type Finding, isKept, ledgerLine, mebibytes, rounded } from './summary.ts'

async function kill(): Promise<Finding> {
  const report = await killUnderLoad({ cycles: 200, votesACycle: 2300, connections: 64 })
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

async function exports(): Promise<Finding> {
  const report = await exportUnderLoad({ votes: 1_000_000, proposals: 100, connections: 64, seconds: 300 })
  const { acknowledged, lost, largestLog } = report
  const readings = Object.entries(report.readings).map(
    ([name, { times, busy, slowest, largestLog: log }]) =>
      `${name} ${times} times (busy ${busy}), slowest ${rounded(slowest)} ms, log ${mebibytes(log)}`,
  )
  return {
    isKept: lost === 0 && largestLog <= 64 * 2 ** 20,
    text: `log ${mebibytes(largestLog)} at the most, beside ${rounded(report.votesPerSecond)} votes/s; ${lost} lost of ${acknowledged} answered; ${readings.join('; ')}`,
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

async function clock(): Promise<Finding> {
  const report = await jumpingClock({ connections: 32, votesEach: 3000 })
  const { jumps, renewed, wronglyRefused, putOff } = report
  const isRefused = Object.keys(wronglyRefused).length > 0
  return {
    isKept: isKept(report) && !isRefused && putOff.every((seconds) => seconds <= 60),
    text: `${jumps} jumps of the clock: wrongly refused ${JSON.stringify(wronglyRefused)}, ${ledgerLine(report)}; ${renewed} sessions were over, and renewed; an address over its limit is put off for ${putOff[0]} s, for ${putOff[1]} s after the clock was set back`,
  }
}

async function killProcess(): Promise<Finding> {
  const report = await killOneOfSeveral({ processes: 3, kills: 50, votesAKill: 2000, connections: 64 })
  return {
    isKept: isKept(report),
    text: `one of 3 processes on PostgreSQL, ${report.kills} kills: ${ledgerLine(report)}; ${report.unanswered} cut off and sent again`,
  }
}

async function killBehindProxy(): Promise<Finding> {
  const report = await killBehindCaddy({ votesEach: 7000, connections: 64 })
  return {
    isKept: isKept(report),
    text: `two of 3 processes on PostgreSQL killed behind Caddy: ${ledgerLine(report)}; meanwhile ${JSON.stringify(report.refused)}, ${report.unanswered} cut`,
  }
}

async function restartPostgres(): Promise<Finding> {
  const report = await restartDatabase({ processes: 3, restarts: 50, votesARestart: 1500, connections: 64 })
  const slowest = quantile(report.backAfter, 1)
  return {
    isKept: isKept(report) && slowest <= 2000,
    text: `PostgreSQL ended at once and started again ${report.restarts} times under 3 processes: ${ledgerLine(report)}; meanwhile ${JSON.stringify(report.refused)}, ${report.unanswered} cut; votes again p50 ${rounded(quantile(report.backAfter, 0.5))} ms after it takes connections, slowest ${rounded(slowest)} ms`,
  }
}

/** Every fault at its full length, by name. */
export const RUNS: Readonly<Record<string, () => Promise<Finding>>> = {
  kill,
  restart,
  power,
  ...DISK_RUNS,
  flips,
  backup,
  export: exports,
  load,
  connections,
  cut,
  histories,
  clock,
  'pg-kill': killProcess,
  'pg-proxy': killBehindProxy,
  'pg-restart': restartPostgres,
}
