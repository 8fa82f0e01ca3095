import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { PublisherRecord } from '../../api/src/store/publishers.ts'
import { openApi, type TestApi, type TestApiOptions } from './api.ts'
import { TestReader, type TestReaderOptions } from './reader.ts'

/** The usual case: one publisher, one open consultation, some accepted proposals, and readers at will. */
export interface Newsroom {
  api: TestApi
  publisher: PublisherRecord
  consultation: ConsultationRecord
  proposals: string[]
  reader(options?: Partial<TestReaderOptions>): TestReader
  /** A reader who has seen the widget and can vote. */
  viewer(options?: Partial<TestReaderOptions>): Promise<TestReader>
}

const TEXTS = ['Il faut planter des arbres', 'Il faut rouvrir les gares', 'Il faut des médecins partout']

export async function openNewsroom(options: TestApiOptions = {}): Promise<Newsroom> {
  const api = await openApi(options)
  const publisher = await api.addPublisher()
  const consultation = await api.addConsultation()
  const proposals = await api.addProposals(consultation, TEXTS)
  const reader = (more: Partial<TestReaderOptions> = {}) =>
    new TestReader(api, { publisher: publisher.publicKey, consultation: consultation.slug, ...more })
  const viewer = async (more: Partial<TestReaderOptions> = {}) => {
    const person = reader(more)
    await person.report('view')
    return person
  }
  return { api, publisher, consultation, proposals, reader, viewer }
}

/** Nine of twelve readers agree on the first proposal, and the results are published. Resolves to its id. */
export async function publishResults({ api, proposals, viewer }: Newsroom): Promise<string> {
  const [first = ''] = proposals
  for (let index = 0; index < 12; index++) {
    const reader = await viewer()
    await reader.vote(first, { vote: index < 9 ? 'agree' : 'disagree' })
  }
  await api.file.run(
    `UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3, settings = '{"results":{"rankedFrom":10}}'`,
  )
  await api.refresh()
  return first
}
