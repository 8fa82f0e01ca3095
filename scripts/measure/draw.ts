import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomLcg } from 'd3-random'
import { AcceptedProposals } from '../../api/src/cache/accepted-proposals.ts'
import { drawSequence } from '../../api/src/domain/sequence.ts'
import { openStore, type Store } from '../../api/src/store/index.ts'
import type { ProposalRecord } from '../../api/src/store/proposals.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

// npm run measure:draw: how long a new draw takes in a consultation of 15,000 proposals and 5 million votes.

const PROPOSALS = 15_000
const VOTES = 5_000_000
const SIZE = 18
const ROUNDS = 25
const CONSULTATION = 'measure'
const WORDS =
  'gare train école canton haie ferme cantine bus marché logement médecin vélo eau forêt impôt loyer énergie village'

const random = randomLcg(0.5)
const wordList = WORDS.split(' ')
const word = (): string => wordList[Math.floor(random() * wordList.length)] ?? ''

function proposal(number: number): ProposalRecord {
  const text = `Il faut ${Array.from({ length: 12 }, word).join(' ')} ${number}`
  return {
    id: `p${number.toString(36).padStart(11, '0')}`,
    consultationId: CONSULTATION,
    text,
    skeleton: text,
    status: 'accepted',
    refusalReason: null,
    isSeed: false,
    authorName: 'Zoé',
    authorAge: 34,
    author: null,
    submission: null,
    externalId: null,
    createdAt: 0,
    decidedAt: 0,
  }
}

/** As many votes each as one may have by chance, with qualifications on half of them. */
function counts() {
  const votes = Math.floor((random() * 2 * VOTES) / PROPOSALS)
  const agree = Math.floor(votes * random())
  const disagree = Math.floor((votes - agree) * random())
  const part = (whole: number) => Math.floor((whole * random()) / 2)
  return {
    agree,
    disagree,
    neutral: votes - agree - disagree,
    likeIt: part(agree),
    doable: part(agree),
    platitudeAgree: part(agree),
    noWay: part(disagree),
    impossible: part(disagree),
    platitudeDisagree: part(disagree),
  }
}

async function fill(store: Store): Promise<void> {
  const records = Array.from({ length: PROPOSALS }, (_, number) => proposal(number))
  await store.consultations.create({
    id: CONSULTATION,
    slug: CONSULTATION,
    language: 'fr',
    question: '?',
    introduction: '',
    proposalPrefix: 'Il faut',
    proposalMaxLength: 140,
    moderation: 'before',
    sequenceSize: 12,
    settings: consultationSettings.parse({}),
    segmentQuestion: '',
    segments: [],
    secret: null,
    opensAt: 0,
    proposalsCloseAt: null,
    closesAt: 1,
    resultsAt: null,
    actionAt: null,
    endsAt: null,
    createdAt: 0,
    revision: 1,
  })
  await store.proposals.create(records)
  await store.database.write(records.map(({ id }) => store.votes.addToTallies(id, counts(), 0)))
}

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
  await fill(store)
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
