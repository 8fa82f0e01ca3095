import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrokenDiskReport, brokenDisk, refusingDisk } from './disk-errors.ts'
import { lockedOut } from './overload.ts'
import { slowDisk, stuckDisk } from './slow-disk.ts'
import { Stage } from './stage.ts'
import { type Finding, isKept, ledgerLine, mebibytes, rounded } from './summary.ts'

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
    isKept:
      [report, locked].every((one) => isKept(one) && one.embed === 200 && one.healthz === 200) &&
      [...report.votes, locked.vote].every((status) => status === 503),
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

/** A real small disk, though not smaller than the log may grow; undefined where this user may not mount one. */
async function fullTmpfs(): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'unisson-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'ignore' })
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
      return described('tmpfs of 64 MiB, filled', report)
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

/** The faults of a disk at their full length. */
export const DISK_RUNS = { slow, stuck, full, broken }
