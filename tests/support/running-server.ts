import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { PublisherRecord } from '../../api/src/store/publishers.ts'
import { seedProposal } from '../../scripts/stage/seed-proposal.ts'
import { ORIGIN } from './api.ts'
import { BROWSER } from './reader.ts'

const HOUR = 3_600_000

/** A server as it is started, with its writing thread, on a file of its own; readers come by addresses that they choose. */
export class TestServer {
  readonly folder: string
  readonly file: string
  readonly publisher: PublisherRecord
  readonly consultation: ConsultationRecord
  readonly proposals: string[]
  readonly running: RunningServer
  readonly context: AdminContext
  #closed: Promise<void> | undefined

  private constructor(parts: Omit<TestServer, 'post' | 'view' | 'close' | 'remove'>) {
    this.folder = parts.folder
    this.file = parts.file
    this.publisher = parts.publisher
    this.consultation = parts.consultation
    this.proposals = parts.proposals
    this.running = parts.running
    this.context = parts.context
  }

  static async open(texts: readonly string[]): Promise<TestServer> {
    const folder = await mkdtemp(join(tmpdir(), 'unisson-server-'))
    const file = join(folder, 'unisson.db')
    const running = await startServer(
      readConfig({
        PORT: '0',
        LOG_LEVEL: 'silent',
        TRUSTED_PROXIES: '127.0.0.1/32',
        ...databaseVariables(file),
        SESSION_SECRET: randomBytes(32).toString('hex'),
      }),
    )
    const { store, runtime } = running.services
    const context = { store, runtime, actor: { administratorId: null, name: 'Test' } }
    const publisher = await createPublisher(context, {
      name: 'Le Journal',
      origins: [ORIGIN],
      timeZone: 'Europe/Paris',
    })
    const consultation = await createConsultation(context, {
      slug: 'territoires',
      language: 'fr',
      question: 'Comment ?',
      opensAt: runtime.now() - HOUR,
      closesAt: runtime.now() + HOUR,
    })
    const records = texts.map((text) => seedProposal(runtime.id(), consultation.id, text, runtime.now()))
    await store.proposals.create(records)
    const proposals = records.map(({ id }) => id)
    return new TestServer({ folder, file, publisher, consultation, proposals, running, context })
  }

  /** Posts as a reader's browser does; gives the document of an answer of success. */
  async post<Answer>(address: string, path: string, body: object): Promise<Answer> {
    const headers = { origin: ORIGIN, 'user-agent': BROWSER, 'x-forwarded-for': address }
    const url = this.running.address + path
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }

  /** Reports a view of an article; gives the session. */
  async view(address: string, article: string): Promise<string> {
    const { session } = await this.post<{ session: string }>(address, '/v1/sessions', {
      publisher: this.publisher.publicKey,
      consultation: this.consultation.slug,
      event: 'view',
      article: { url: ORIGIN + article },
    })
    return session
  }

  /** Once, however often it is called. */
  close(): Promise<void> {
    this.#closed ??= this.running.close()
    return this.#closed
  }

  async remove(): Promise<void> {
    await this.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
