import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AcceptedProposals } from '../../api/src/cache/accepted-proposals.ts'
import { drawSequence } from '../../api/src/domain/sequence/sequence.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'
import { CONSULTATION, fillLargeConsultation, PROPOSALS, VOTES } from './large-consultation.ts'

// npm run measure:draw: how long a new draw takes in a consultation of 15,000 proposals and 5 million votes.

const SIZE = 18
const ROUNDS = 25

async function measure(store: Store): Promise<{ read: number; draw: number }[]> {
  const accepted = new AcceptedProposals(store.proposals, () => 1)
  const settings = consultationSettings.parse({}).sequence
  const rounds: { read: number; draw: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    const proposals = await accepted.read(CONSULTATION)
    const readAt = performance.now()
    drawSequence({ proposals, settings, size: SIZE, random: Math.random })
    rounds.push({ read: readAt - start, draw: performance.now() - readAt })
  }
  return rounds
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const folder = await mkdtemp(join(tmpdir(), 'unisson-draw-'))
const store = await openStore(join(folder, 'draw.db'), 0)
try {
  await fillLargeConsultation(store)
  const [first, ...rounds] = await measure(store)
  const total = rounds.map(({ read, draw }) => read + draw)
  console.log(`${PROPOSALS} proposals, ${VOTES} votes: milliseconds for a new draw of ${SIZE}`)
  console.log(`first, with texts  ${((first?.read ?? 0) + (first?.draw ?? 0)).toFixed(1)}`)
  console.log(`median             ${median(total).toFixed(1)}  (longest ${Math.max(...total).toFixed(1)})`)
  console.log(`  reading tallies  ${median(rounds.map(({ read }) => read)).toFixed(1)}`)
  console.log(`  choosing         ${median(rounds.map(({ draw }) => draw)).toFixed(1)}`)
} finally {
  await store.database.close()
  await rm(folder, { recursive: true, force: true })
}
