// How long opinion groups take, how much memory, and what the process feels of it meanwhile:
//   npx tsx scripts/measure/groups-time.ts [votes] [proposals] [voters]

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Sqlite from 'better-sqlite3'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { OpinionGroupReports } from '../../api/src/jobs/opinion-groups.ts'
import { systemRuntime } from '../../api/src/services.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import { seedProposal } from '../stage/seed-proposal.ts'

const [votes = 5_000_000, proposals = 15_000, voters = 200_000] = process.argv.slice(2).map(Number)
const GROUPS = 3
const DAY = 86_400_000
const MEBIBYTE = 2 ** 20
const PROBE_MILLISECONDS = 5

/** Park and Miller's generator: the same data each time, and fast. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function setUp(store: Store): Promise<ConsultationRecord> {
  const now = systemRuntime.now()
  const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'measure' } }
  const consultation = await createConsultation(context, {
    slug: 'measured',
    question: 'Comment mieux vivre ?',
    language: 'fr',
    opensAt: now - DAY,
    closesAt: now + DAY,
  })
  const records = Array.from({ length: proposals }, (_, index) =>
    seedProposal(systemRuntime.id(), consultation.id, `Il faut essayer l’idée ${index}`, now),
  )
  await store.proposals.create(records)
  return consultation
}

/** Votes of readers of three minds; some readers vote much more than others. */
function fill(file: string, consultation: ConsultationRecord): void {
  const connection = new Sqlite(file)
  const random = seeded(42)
  const pseudonyms = Array.from({ length: voters }, (_, index) =>
    createHash('sha256').update(`${index}`).digest().subarray(0, 16),
  )
  const ids = connection
    .prepare('SELECT id FROM proposals WHERE consultation_id = ? ORDER BY id')
    .pluck()
    .all(consultation.id) as string[]
  const insert = connection.prepare(
    'INSERT INTO votes (proposal_id, voter, vote, revision) VALUES (?, ?, ?, 1)',
  )
  const each = Math.round(votes / proposals)
  const tally = connection.prepare(`
    UPDATE tallies SET agree = ?, disagree = ?, neutral = ? WHERE proposal_id = ?`)
  connection.transaction(() => {
    for (const id of ids) {
      const chances = Array.from({ length: GROUPS }, () => 0.1 + 0.8 * random())
      const who = new Set<number>()
      while (who.size < each) who.add(Math.floor(voters * random() ** 1.5))
      const counts = { agree: 0, disagree: 0, neutral: 0 }
      for (const voter of who) {
        const chance = chances[voter % GROUPS] ?? 0.5
        const vote = random() < 0.15 ? 'neutral' : random() < chance ? 'agree' : 'disagree'
        counts[vote] += 1
        insert.run(id, pseudonyms[voter], vote)
      }
      tally.run(counts.agree, counts.disagree, counts.neutral, id)
    }
  })()
  connection.close()
}

/** Reads and writes as requests do while the groups are computed; milliseconds of each. */
async function probe(store: Store, isOver: () => boolean): Promise<number[]> {
  const run = systemRuntime.id()
  await store.runs.start(run, systemRuntime.now())
  const times: number[] = []
  while (!isOver()) {
    const began = performance.now()
    await store.runs.alive(run, systemRuntime.now())
    times.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, PROBE_MILLISECONDS))
  }
  return times.sort((a, b) => a - b)
}

const shown = (value: number | undefined): string => (value ?? 0).toFixed(1)

const given = process.env['MEASURED_FILE']
const folder = await mkdtemp(join(tmpdir(), 'unisson-groups-'))
const file = given ?? join(folder, 'unisson.db')
const isThere = existsSync(file)
const store = await openStore(file, systemRuntime.now())
if (!isThere) fill(file, await setUp(store))
const [consultation] = await store.consultations.all()
if (!consultation) throw new Error('There is no consultation in the file')

const before = process.memoryUsage.rss()
let peak = before
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const reports = new OpinionGroupReports({
  databaseAddress: file,
  groups: store.opinionGroups,
  now: systemRuntime.now,
})
const began = performance.now()
let isOver = false
const turn = reports.refresh(consultation).finally(() => {
  isOver = true
})
const times = await probe(store, () => isOver)
const { report } = await turn
const seconds = (performance.now() - began) / 1000
delay.disable()
clearInterval(sampler)
console.log(`${report.votes} votes, ${proposals} proposals, ${report.people} readers with enough votes`)
console.log(
  `${report.groups.length} groups of ${report.groups.map(({ people }) => people).join(', ')}; silhouette ${shown(report.silhouette ?? 0)}`,
)
console.log(
  `${shown(seconds)} s; memory ${shown(before / MEBIBYTE)} MiB before, ${shown(peak / MEBIBYTE)} MiB at the most`,
)
console.log(
  `${times.length} writes meanwhile: median ${shown(times[times.length >> 1])} ms, p99 ${shown(times[Math.floor(times.length * 0.99)])} ms, longest ${shown(times.at(-1))} ms`,
)
console.log(
  `event loop held up: p99 ${shown(delay.percentile(99) / 1e6)} ms, longest ${shown(delay.max / 1e6)} ms`,
)
await store.database.close()
await rm(folder, { recursive: true, force: true })
