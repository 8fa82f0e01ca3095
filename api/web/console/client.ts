import { LEFT_ASIDE } from '../../src/wire/import-words.ts'
import type {
  ActionReading,
  Administrator,
  ApiKey,
  AuditAnswer,
  ChangedConsultation,
  ChangedPublisher,
  ChangedTheme,
  CohortDetailsAnswer,
  CohortEffectAnswer,
  CohortOfTeam,
  CohortsAnswer,
  CreatedAdministrator,
  CreatedApiKey,
  Decision,
  EmbedCode,
  Encoding,
  ImportAnswer,
  ImportColumn,
  ImportPreview,
  MachineTranslationState,
  ModeratedProposal,
  NeighboursAnswer,
  NewAction,
  NewAdministrator,
  NewApiKey,
  NewCohortsDecision,
  NewConsultation,
  NewPartner,
  NewPublisher,
  NewReaderKeys,
  NewTheme,
  OwnWords,
  Partner,
  PhaseWord,
  ProposalStatus,
  PublisherOfTeam,
  QueueAnswer,
  ReaderKeysAnswer,
  Sentences,
  Separator,
  SessionOfAdministrator,
  TeamAction,
  TeamConsultationAnswer,
  TeamResults,
  TeamTheme,
  TeamThemesAnswer,
  ThemeMerge,
  ThemePlacement,
  TranslatedText,
  TranslationImportAnswer,
  TranslationPreview,
  TranslationsAnswer,
} from '../../src/wire/index.ts'
import { asProblem, type Method, type RequestOptions, request } from '../shared/request.ts'

/** Relative, as all addresses of these pages: the server may be reached below a path. */
const BASE = 'v1/admin'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Who says sentences of the widget in words of their own. */
export type WordsOwner = { publisher: string } | { consultation: string }

/** What of the queue is shown; null: all of it. */
export type QueueFilter = ProposalStatus | 'unread' | null

export interface QueueRequest {
  filter: QueueFilter
  search: string
  after: string | null
  /** 'none': only those in no theme; null: whatever their theme. */
  theme: string | null
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
  const wordsOf = (owner: WordsOwner): string =>
    'publisher' in owner
      ? `publishers/${owner.publisher}/words`
      : `consultations/${encodeURIComponent(owner.consultation)}/words`
  const of = (slug: string, rest = ''): string => `consultations/${encodeURIComponent(slug)}${rest}`

  return {
    /** Ends the session of this browser, or of all browsers of the same person. */
    signOut: (everywhere: boolean) =>
      ask<void>('DELETE', `session?everywhere=${everywhere}`).catch((error: unknown) => {
        // It had ended before.
        if (!asProblem(error).isSignedOut) throw error
      }),
    consultations: () => ask<{ consultations: TeamConsultationAnswer[] }>('GET', 'consultations'),
    consultation: (slug: string) => ask<TeamConsultationAnswer>('GET', of(slug)),
    createConsultation: (body: NewConsultation) => ask<TeamConsultationAnswer>('POST', 'consultations', body),
    changeConsultation: (slug: string, body: ChangedConsultation) =>
      ask<TeamConsultationAnswer>('PUT', of(slug), body),
    beginPhase: (slug: string, body: PhaseWord) =>
      ask<TeamConsultationAnswer>('POST', of(slug, '/phase'), body),
    seal: (slug: string, revision: number) =>
      ask<TeamConsultationAnswer>('POST', of(slug, '/seal'), { revision }),
    queue: (slug: string, { filter, search, after, theme }: QueueRequest) => {
      const query = new URLSearchParams()
      if (filter === 'unread') query.set('unread', 'true')
      else if (filter !== null) query.set('status', filter)
      if (search !== '') query.set('search', search)
      if (after !== null) query.set('after', after)
      if (theme !== null) query.set('theme', theme)
      return ask<QueueAnswer>('GET', of(slug, `/proposals?${query}`))
    },
    proposal: (slug: string, id: string) => ask<ModeratedProposal>('GET', of(slug, `/proposals/${id}`)),
    neighbours: (slug: string, id: string) =>
      ask<NeighboursAnswer>('GET', of(slug, `/proposals/${id}/neighbours`)),
    decide: (slug: string, body: Decision) =>
      ask<{ proposals: ModeratedProposal[] }>('POST', of(slug, '/decisions'), body),
    correct: (slug: string, id: string, body: { text: string; revision: number }) =>
      ask<ModeratedProposal>('PATCH', of(slug, `/proposals/${id}`), body),
    translations: (slug: string, missingIn: string | undefined, after: string | undefined) => {
      const query = new URLSearchParams()
      if (missingIn !== undefined) query.set('language', missingIn)
      if (after !== undefined) query.set('after', after)
      return ask<TranslationsAnswer>('GET', of(slug, `/translations?${query}`))
    },
    putTranslation: (slug: string, id: string, into: string, text: string) =>
      ask<TranslatedText>('PUT', of(slug, `/translations/${id}/${into}`), { text }),
    removeTranslation: (slug: string, id: string, into: string) =>
      ask<void>('DELETE', of(slug, `/translations/${id}/${into}`)),
    machineTranslations: (slug: string) =>
      ask<MachineTranslationState>('GET', of(slug, '/machine-translations')),
    fetchTranslations: (slug: string, language: string) =>
      ask<MachineTranslationState>('POST', of(slug, '/machine-translations'), { language }),
    translationsAddress: (slug: string, format: 'csv' | 'xlsx') =>
      `${BASE}/${of(slug, `/translations.${format}`)}`,
    previewTranslations: (slug: string, file: File, wishes: FileWishes) =>
      ask<TranslationPreview>(
        'POST',
        of(slug, `/translations/import/preview?${wished(wishes)}`),
        file,
        typeOf(file),
      ),
    importTranslations: (slug: string, file: File, wishes: FileWishes, isStrict: boolean) => {
      const query = wished(wishes)
      query.set('strict', String(isStrict))
      return ask<TranslationImportAnswer>(
        'POST',
        of(slug, `/translations/import?${query}`),
        file,
        typeOf(file),
      )
    },
    setProposalLanguage: (slug: string, id: string, body: { language: string; revision: number }) =>
      ask<ModeratedProposal>('PUT', of(slug, `/proposals/${id}/language`), body),
    themes: (slug: string) => ask<TeamThemesAnswer>('GET', of(slug, '/themes')),
    createTheme: (slug: string, body: NewTheme) => ask<TeamTheme>('POST', of(slug, '/themes'), body),
    changeTheme: (slug: string, id: string, body: ChangedTheme) =>
      ask<TeamTheme>('PUT', of(slug, `/themes/${id}`), body),
    mergeTheme: (slug: string, id: string, body: ThemeMerge) =>
      ask<TeamTheme>('POST', of(slug, `/themes/${id}/merge`), body),
    placeProposals: (slug: string, body: ThemePlacement) =>
      ask<void>('POST', of(slug, '/theme-placements'), body),
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
    cohorts: (slug: string) => ask<CohortsAnswer>('GET', of(slug, '/cohorts')),
    cohort: (slug: string, id: string) => ask<CohortDetailsAnswer>('GET', of(slug, `/cohorts/${id}`)),
    cohortEffect: (slug: string, ids: readonly string[], wanted: CohortOfTeam['class']) =>
      ask<CohortEffectAnswer>(
        'GET',
        of(slug, `/cohort-effect?${new URLSearchParams({ cohorts: ids.join(','), class: wanted })}`),
      ),
    decideCohorts: (slug: string, body: NewCohortsDecision) =>
      ask<{ cohorts: CohortOfTeam[] }>('POST', of(slug, '/cohort-decisions'), body),
    words: (owner: WordsOwner) => ask<{ words: OwnWords }>('GET', wordsOf(owner)),
    setWords: (owner: WordsOwner, words: OwnWords) =>
      ask<{ words: OwnWords }>('PUT', wordsOf(owner), { words }),
    sentences: (language: string) =>
      ask<Sentences>('GET', `sentences?language=${encodeURIComponent(language)}`),
    partners: (slug: string) => ask<{ partners: Partner[] }>('GET', of(slug, '/partners')),
    addPartner: (slug: string, body: NewPartner) => ask<Partner>('POST', of(slug, '/partners'), body),
    changePartner: (slug: string, id: string, body: NewPartner) =>
      ask<Partner>('PUT', of(slug, `/partners/${id}`), body),
    setLogo: (slug: string, id: string, file: File) =>
      ask<Partner>('PUT', of(slug, `/partners/${id}/logo`), file, { 'content-type': file.type }),
    removePartner: (slug: string, id: string) => ask<void>('DELETE', of(slug, `/partners/${id}`)),
    actions: (slug: string) => ask<{ actions: TeamAction[] }>('GET', of(slug, '/actions')),
    createAction: (slug: string, body: NewAction) => ask<TeamAction>('POST', of(slug, '/actions'), body),
    changeAction: (slug: string, id: string, body: NewAction & { revision: number }) =>
      ask<TeamAction>('PUT', of(slug, `/actions/${id}`), body),
    addReading: (slug: string, id: string, body: ActionReading) =>
      ask<TeamAction>('POST', of(slug, `/actions/${id}/readings`), body),
    publishers: () => ask<{ publishers: PublisherOfTeam[] }>('GET', 'publishers'),
    createPublisher: (body: NewPublisher) => ask<PublisherOfTeam>('POST', 'publishers', body),
    changePublisher: (id: string, body: ChangedPublisher) =>
      ask<PublisherOfTeam>('PUT', `publishers/${id}`, body),
    keys: (publisher: string) => ask<{ keys: ApiKey[] }>('GET', `publishers/${publisher}/keys`),
    readerKeys: (publisher: string) => ask<ReaderKeysAnswer>('GET', `publishers/${publisher}/reader-keys`),
    setReaderKeys: (publisher: string, body: NewReaderKeys) =>
      ask<ReaderKeysAnswer>('PUT', `publishers/${publisher}/reader-keys`, body),
    removeReaderKeys: (publisher: string) =>
      ask<ReaderKeysAnswer>('DELETE', `publishers/${publisher}/reader-keys`),
    embedCode: (publisher: string, query: string) =>
      ask<EmbedCode>('GET', `publishers/${encodeURIComponent(publisher)}/embed-code?${query}`),
    createKey: (publisher: string, body: NewApiKey) =>
      ask<CreatedApiKey>('POST', `publishers/${publisher}/keys`, body),
    revokeKey: (publisher: string, id: string) => ask<ApiKey>('DELETE', `publishers/${publisher}/keys/${id}`),
    administrators: () => ask<{ administrators: Administrator[] }>('GET', 'administrators'),
    createAdministrator: (body: NewAdministrator) =>
      ask<CreatedAdministrator>('POST', 'administrators', body),
    revokeAdministrator: (id: string) => ask<Administrator>('DELETE', `administrators/${id}`),
    auditOf: (consultation: string, subject: string) =>
      ask<AuditAnswer>('GET', `audit?${new URLSearchParams({ consultation, subject })}`),
    audit: (consultation: string | null, before: string | null) => {
      const query = new URLSearchParams()
      if (consultation !== null) query.set('consultation', consultation)
      if (before !== null) query.set('before', before)
      return ask<AuditAnswer>('GET', `audit?${query}`)
    },
  }
}

export type Client = ReturnType<typeof createClient>

/** Exchanges an administrator's key for a session in a cookie. Rejects with the problem `invalid-key`. */
export const signIn = (key: string): Promise<SessionOfAdministrator> =>
  request(`${BASE}/session`, { method: 'POST', body: { key } })

/** Rejects with the problem `not-signed-in` where nobody is. */
export const whoIsSignedIn = (): Promise<SessionOfAdministrator> => request(`${BASE}/session`)
