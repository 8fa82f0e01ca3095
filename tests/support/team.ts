import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createAdministrator } from '../../api/src/administration/administrators.ts'
import type {
  AdministratorRole,
  AuditAnswer,
  ModeratedProposal,
  QueueAnswer,
  TeamConsultation,
} from '../../api/src/wire/index.ts'
import type { TestApi } from './api.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Somebody of the team, who works with a key, as a program would. */
export class TestAdministrator {
  readonly #api: TestApi
  readonly id: string
  readonly key: string
  readonly name: string

  private constructor(api: TestApi, { id, key, name }: { id: string; key: string; name: string }) {
    this.#api = api
    this.id = id
    this.key = key
    this.name = name
  }

  static async join(
    api: TestApi,
    role: AdministratorRole = 'admin',
    name = 'Ada',
  ): Promise<TestAdministrator> {
    const { administrator, key } = await createAdministrator(api.context, { name, role })
    return new TestAdministrator(api, { id: administrator.id, key, name })
  }

  ask(
    method: Method,
    path: string,
    body?: unknown,
    more: InjectOptions = {},
  ): Promise<LightMyRequestResponse> {
    // No two acts of a person fall into one moment.
    this.#api.runtime.pass(1)
    return this.#api.app.inject({
      method,
      url: `/v1/admin/${path}`,
      ...(body === undefined ? {} : { payload: body as object }),
      ...more,
      headers: { authorization: `Bearer ${this.key}`, ...more.headers },
    })
  }

  /** The document of an answer of success; any other answer is an error of the test. */
  async do<Document>(method: Method, path: string, body?: unknown): Promise<Document> {
    const response = await this.ask(method, path, body)
    if (response.statusCode >= 300) throw new Error(`answered ${response.statusCode}: ${response.body}`)
    return (response.body === '' ? undefined : response.json()) as Document
  }

  async consultation(slug = 'territoires'): Promise<TeamConsultation> {
    const { consultation } = await this.do<{ consultation: TeamConsultation }>('GET', `consultations/${slug}`)
    return consultation
  }

  queue(query = '', slug = 'territoires'): Promise<QueueAnswer> {
    return this.do('GET', `consultations/${slug}/proposals${query}`)
  }

  /** The proposal as it is now. */
  async proposal(id: string, slug = 'territoires'): Promise<ModeratedProposal> {
    const { proposals } = await this.queue('?limit=200', slug)
    const found = proposals.find((proposal) => proposal.id === id)
    if (!found) throw new Error(`There is no proposal ${id}`)
    return found
  }

  async audit(query = ''): Promise<AuditAnswer['entries']> {
    return (await this.do<AuditAnswer>('GET', `audit${query}`)).entries
  }
}
