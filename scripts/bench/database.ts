import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'
import { seedProposal } from '../stage/seed-proposal.ts'
import type { BenchConsultation } from './loads.ts'

const PROPOSALS = 300
const DAY = 86_400_000

/** A fresh database with one publisher and one open consultation of accepted proposals. */
export async function createBenchDatabase(file: string): Promise<BenchConsultation> {
  const now = systemRuntime.now()
  const store = await openStore(file, now)
  const consultation = {
    id: `con_${systemRuntime.id()}`,
    slug: 'bench',
    language: 'fr',
    otherLanguages: [],
    question: 'Comment inventer tous ensemble le monde d’après ?',
    introduction: '',
    proposalPrefix: 'Il faut',
    proposalMaxLength: 140,
    moderation: 'before' as const,
    sequenceSize: 12,
    opensAt: now - DAY,
    proposalsCloseAt: null,
    closesAt: now + DAY,
    resultsAt: null,
    actionAt: null,
    endsAt: null,
    settings: consultationSettings.parse({}),
    segmentQuestion: '',
    segments: [],
    secret: systemRuntime.bytes(32),
    createdAt: now,
    revision: 1,
  }
  await store.consultations.create(consultation)
  const publisher = {
    id: systemRuntime.id(),
    name: 'Bench',
    publicKey: 'pub_bench',
    timeZone: 'Europe/Paris',
    enabled: true,
    counting: 'full' as const,
    origins: ['https://bench.example'],
    parameters: { ignored: [], kept: [] },
    channels: [],
    addressRule: '',
    createdAt: now,
  }
  await store.publishers.create(publisher)
  const proposals = Array.from({ length: PROPOSALS }, (_, index) => {
    const text = `Il faut essayer l’idée numéro ${index + 1} dans chaque territoire, puis en mesurer les effets avec les habitants`
    return seedProposal(systemRuntime.id(), consultation.id, text, now)
  })
  await store.proposals.create(proposals)
  await store.database.close()
  return {
    slug: consultation.slug,
    id: consultation.id,
    publisherId: publisher.id,
    publisherKey: publisher.publicKey,
    origin: 'https://bench.example',
    proposalIds: proposals.map(({ id }) => id),
  }
}
