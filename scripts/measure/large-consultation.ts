import { randomLcg } from 'd3-random'
import type { Store } from '../../api/src/store/index.ts'
import type { ProposalRecord } from '../../api/src/store/proposals.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

export const PROPOSALS = 15_000
export const VOTES = 5_000_000
export const CONSULTATION = 'measure'

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

/** Stores a consultation of 15,000 proposals and the sums of 5 million votes, its results published. */
export async function fillLargeConsultation(store: Store): Promise<void> {
  const records = Array.from({ length: PROPOSALS }, (_, number) => proposal(number))
  await store.consultations.create({
    id: CONSULTATION,
    slug: CONSULTATION,
    language: 'fr',
    otherLanguages: [],
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
    resultsAt: 2,
    actionAt: null,
    endsAt: null,
    createdAt: 0,
    revision: 1,
  })
  await store.proposals.create(records)
  await store.database.write(records.map(({ id }) => store.votes.addToTallies(id, counts(), 0)))
}
