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
