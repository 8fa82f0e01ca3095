import type {
  Action,
  ActionReading,
  Administrator,
  ApiKey,
  AuditAnswer,
  ChangedConsultation,
  ChangedPublisher,
  CreatedAdministrator,
  CreatedApiKey,
  Decision,
  EmbedCode,
  ImportAnswer,
  ModeratedProposal,
  NeighboursAnswer,
  NewAction,
  NewAdministrator,
  NewApiKey,
  NewConsultation,
  NewPartner,
  NewPublisher,
  Partner,
  Phase,
  ProposalStatus,
  PublisherOfTeam,
  QueueAnswer,
  SessionOfAdministrator,
  TeamConsultationAnswer,
  TeamResults,
} from '../../src/wire/index.ts'
import { type Method, type RequestOptions, request } from '../shared/request.ts'

const BASE = '/v1/admin'

/** What of the queue is shown; null: all of it. */
export type QueueFilter = ProposalStatus | 'unread' | null

export interface QueueRequest {
  filter: QueueFilter
  search: string
  after: string | null
}

export interface ImportRequest {
  file: Blob
  status: 'pending' | 'accepted'
  isSeed: boolean
  isStrict: boolean
}

/** One function for each thing that the team asks of the API. Each throws RequestProblem. */
export function createClient(csrfToken: string) {
  const ask = <Answer>(
    method: Method,
    path: string,
    body?: unknown,
    headers: RequestOptions['headers'] = {},
  ) => request<Answer>(`${BASE}/${path}`, { method, body, headers: { ...headers, 'csrf-token': csrfToken } })
  const of = (slug: string, rest = ''): string => `consultations/${encodeURIComponent(slug)}${rest}`

  return {
    signOut: () => ask<void>('DELETE', 'session'),
    consultations: () => ask<{ consultations: TeamConsultationAnswer[] }>('GET', 'consultations'),
    consultation: (slug: string) => ask<TeamConsultationAnswer>('GET', of(slug)),
    createConsultation: (body: NewConsultation) => ask<TeamConsultationAnswer>('POST', 'consultations', body),
    changeConsultation: (slug: string, body: ChangedConsultation) =>
      ask<TeamConsultationAnswer>('PUT', of(slug), body),
    beginPhase: (slug: string, phase: Phase, revision: number) =>
      ask<TeamConsultationAnswer>('POST', of(slug, '/phase'), { phase, revision }),
    seal: (slug: string, revision: number) =>
      ask<TeamConsultationAnswer>('POST', of(slug, '/seal'), { revision }),
    queue: (slug: string, { filter, search, after }: QueueRequest) => {
      const query = new URLSearchParams()
      if (filter === 'unread') query.set('unread', 'true')
      else if (filter !== null) query.set('status', filter)
      if (search !== '') query.set('search', search)
      if (after !== null) query.set('after', after)
      return ask<QueueAnswer>('GET', of(slug, `/proposals?${query}`))
    },
    neighbours: (slug: string, id: string) =>
      ask<NeighboursAnswer>('GET', of(slug, `/proposals/${id}/neighbours`)),
    decide: (slug: string, body: Decision) =>
      ask<{ proposals: ModeratedProposal[] }>('POST', of(slug, '/decisions'), body),
    correct: (slug: string, id: string, body: { text: string; revision: number }) =>
      ask<ModeratedProposal>('PATCH', of(slug, `/proposals/${id}`), body),
    results: (slug: string) => ask<TeamResults>('GET', of(slug, '/results')),
    exportAddress: (slug: string, extension: 'csv' | 'jsonl') =>
      `${BASE}/${of(slug, `/export.${extension}`)}`,
    importProposals: (slug: string, { file, status, isSeed, isStrict }: ImportRequest) =>
      ask<ImportAnswer>(
        'POST',
        of(slug, `/import?status=${status}&seed=${isSeed}&strict=${isStrict}`),
        file.slice(0, file.size, 'text/csv'),
        { 'content-type': 'text/csv' },
      ),
    partners: (slug: string) => ask<{ partners: Partner[] }>('GET', of(slug, '/partners')),
    addPartner: (slug: string, body: NewPartner) => ask<Partner>('POST', of(slug, '/partners'), body),
    changePartner: (slug: string, id: string, body: NewPartner) =>
      ask<Partner>('PUT', of(slug, `/partners/${id}`), body),
    setLogo: (slug: string, id: string, file: File) =>
      ask<Partner>('PUT', of(slug, `/partners/${id}/logo`), file, { 'content-type': file.type }),
    removePartner: (slug: string, id: string) => ask<void>('DELETE', of(slug, `/partners/${id}`)),
    actions: (slug: string) => ask<{ actions: Action[] }>('GET', of(slug, '/actions')),
    createAction: (slug: string, body: NewAction) => ask<Action>('POST', of(slug, '/actions'), body),
    changeAction: (slug: string, id: string, body: NewAction & { revision: number }) =>
      ask<Action>('PUT', of(slug, `/actions/${id}`), body),
    addReading: (slug: string, id: string, body: ActionReading) =>
      ask<Action>('POST', of(slug, `/actions/${id}/readings`), body),
    publishers: () => ask<{ publishers: PublisherOfTeam[] }>('GET', 'publishers'),
    createPublisher: (body: NewPublisher) => ask<PublisherOfTeam>('POST', 'publishers', body),
    changePublisher: (id: string, body: ChangedPublisher) =>
      ask<PublisherOfTeam>('PUT', `publishers/${id}`, body),
    keys: (publisher: string) => ask<{ keys: ApiKey[] }>('GET', `publishers/${publisher}/keys`),
    embedCode: (publisher: string, query: string) =>
      ask<EmbedCode>('GET', `publishers/${encodeURIComponent(publisher)}/embed-code?${query}`),
    createKey: (publisher: string, body: NewApiKey) =>
      ask<CreatedApiKey>('POST', `publishers/${publisher}/keys`, body),
    revokeKey: (publisher: string, id: string) => ask<ApiKey>('DELETE', `publishers/${publisher}/keys/${id}`),
    administrators: () => ask<{ administrators: Administrator[] }>('GET', 'administrators'),
    createAdministrator: (body: NewAdministrator) =>
      ask<CreatedAdministrator>('POST', 'administrators', body),
    revokeAdministrator: (id: string) => ask<Administrator>('DELETE', `administrators/${id}`),
    audit: (consultation: string | null, before: string | null) => {
      const query = new URLSearchParams()
      if (consultation !== null) query.set('consultation', consultation)
      if (before !== null) query.set('before', before)
      return ask<AuditAnswer>('GET', `audit?${query}`)
    },
  }
}

export type Client = ReturnType<typeof createClient>

export const signIn = (key: string): Promise<SessionOfAdministrator> =>
  request(`${BASE}/session`, { method: 'POST', body: { key } })

export const whoIsSignedIn = (): Promise<SessionOfAdministrator> => request(`${BASE}/session`)
