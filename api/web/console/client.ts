import { LEFT_ASIDE } from '../../src/wire/import-words.ts'
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
  Encoding,
  ImportAnswer,
  ImportColumn,
  ImportPreview,
  ModeratedProposal,
  NeighboursAnswer,
  NewAction,
  NewAdministrator,
  NewApiKey,
  NewConsultation,
  NewPartner,
  NewPublisher,
  Partner,
  PhaseWord,
  ProposalStatus,
  PublisherOfTeam,
  QueueAnswer,
  Separator,
  SessionOfAdministrator,
  TeamConsultationAnswer,
  TeamResults,
} from '../../src/wire/index.ts'
import { type Method, type RequestOptions, request } from '../shared/request.ts'

/** Relative, as all addresses of these pages: the server may be reached below a path. */
const BASE = 'v1/admin'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What of the queue is shown; null: all of it. */
export type QueueFilter = ProposalStatus | 'unread' | null

export interface QueueRequest {
  filter: QueueFilter
  search: string
  after: string | null
}

/** How a file is to be understood; what is left out the server finds out. */
export interface FileWishes {
  encoding?: Encoding
  separator?: Separator
  sheet?: string
  /** What each column holds, from the left; null: left aside. */
  columns?: readonly (ImportColumn | null)[]
}

export interface ImportRequest {
  file: File
  wishes: FileWishes
  status: 'pending' | 'accepted'
  isSeed: boolean
  isStrict: boolean
}

function wished({ columns, ...wishes }: FileWishes): URLSearchParams {
  const query = new URLSearchParams({ ...wishes })
  if (columns) query.set('columns', columns.map((column) => column ?? LEFT_ASIDE).join(','))
  return query
}

/** Windows calls a CSV file one of Excel's, and some systems call it nothing. */
const typeOf = ({ name }: File): { 'content-type': string } => ({
  'content-type': /\.xlsx$/i.test(name) ? XLSX_TYPE : 'text/csv',
})

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
    /** Ends the session of this browser, or of all browsers of the same person. */
    signOut: (everywhere: boolean) => ask<void>('DELETE', `session?everywhere=${everywhere}`),
    consultations: () => ask<{ consultations: TeamConsultationAnswer[] }>('GET', 'consultations'),
    consultation: (slug: string) => ask<TeamConsultationAnswer>('GET', of(slug)),
    createConsultation: (body: NewConsultation) => ask<TeamConsultationAnswer>('POST', 'consultations', body),
    changeConsultation: (slug: string, body: ChangedConsultation) =>
      ask<TeamConsultationAnswer>('PUT', of(slug), body),
    beginPhase: (slug: string, body: PhaseWord) =>
      ask<TeamConsultationAnswer>('POST', of(slug, '/phase'), body),
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
    proposal: (slug: string, id: string) => ask<ModeratedProposal>('GET', of(slug, `/proposals/${id}`)),
    neighbours: (slug: string, id: string) =>
      ask<NeighboursAnswer>('GET', of(slug, `/proposals/${id}/neighbours`)),
    decide: (slug: string, body: Decision) =>
      ask<{ proposals: ModeratedProposal[] }>('POST', of(slug, '/decisions'), body),
    correct: (slug: string, id: string, body: { text: string; revision: number }) =>
      ask<ModeratedProposal>('PATCH', of(slug, `/proposals/${id}`), body),
    results: (slug: string) => ask<TeamResults>('GET', of(slug, '/results')),
    exportAddress: (slug: string, what: 'export' | 'proposals', format: 'csv' | 'xlsx' | 'jsonl') =>
      `${BASE}/${of(slug, `/${what}.${format}`)}`,
    templateAddress: (format: 'csv' | 'xlsx') => `${BASE}/import-template.${format}`,
    previewImport: (slug: string, file: File, wishes: FileWishes) =>
      ask<ImportPreview>('POST', of(slug, `/import/preview?${wished(wishes)}`), file, typeOf(file)),
    importProposals: (slug: string, { file, wishes, status, isSeed, isStrict }: ImportRequest) => {
      const query = wished(wishes)
      query.set('status', status)
      query.set('seed', String(isSeed))
      query.set('strict', String(isStrict))
      return ask<ImportAnswer>('POST', of(slug, `/import?${query}`), file, typeOf(file))
    },
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
