import type {
  ArticleDetails,
  ArticleMergesAnswer,
  ArticlesFound,
  CreatedShareLink,
  EmbedCode,
  ForeignOriginsAnswer,
  SessionOfEditor,
  ShareLink,
  StandingOutAnswer,
  StatisticsAnswer,
  StatisticsRequest,
  TopProposalsAnswer,
} from '../../src/wire/index.ts'
import type { FileFormat } from '../shared/parts/downloads.tsx'
import { type Method, RequestProblem, request } from '../shared/request.ts'

/** Relative, as all addresses of these pages: the server may be reached below a path. */
const BASE = 'v1/publisher'

const articlePath = (id: string): string => `articles/${encodeURIComponent(id)}`

/** One function for each thing that the dashboard asks of the API. Each throws RequestProblem. */
export function createClient(csrfToken: string, onEnded: (problem: RequestProblem) => void) {
  async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
    try {
      return await request<Answer>(`${BASE}/${path}`, { method, body, headers: { 'csrf-token': csrfToken } })
    } catch (error) {
      if (error instanceof RequestProblem && error.isSignedOut) onEnded(error)
      throw error
    }
  }
  return {
    signOut: () => ask<void>('DELETE', 'session'),
    /** Asks whether the session goes on, for what cannot tell by itself. */
    checkSession: () => ask<SessionOfEditor>('GET', 'session'),
    query: (body: StatisticsRequest) => ask<StatisticsAnswer>('POST', 'stats/query', body),
    standingOut: (parameters: URLSearchParams) =>
      ask<StandingOutAnswer>('GET', `stats/standing-out?${parameters}`),
    topProposals: (parameters: URLSearchParams) =>
      ask<TopProposalsAnswer>('GET', `stats/top-proposals?${parameters}`),
    article: (id: string) => ask<ArticleDetails>('GET', articlePath(id)),
    articles: (search: string) => ask<ArticlesFound>('GET', `articles?${new URLSearchParams({ search })}`),
    renameArticle: (id: string, title: string | null) =>
      ask<ArticleDetails>('PATCH', articlePath(id), { title }),
    articleMerges: () => ask<ArticleMergesAnswer>('GET', 'article-merges'),
    mergeArticle: (id: string, into: string) =>
      ask<ArticleDetails>('PUT', `${articlePath(id)}/merge`, { into }),
    unmergeArticle: (id: string) => ask<ArticleDetails>('DELETE', `${articlePath(id)}/merge`),
    foreignOrigins: (parameters: URLSearchParams) =>
      ask<ForeignOriginsAnswer>('GET', `foreign-origins?${parameters}`),
    embedCode: (query: string) => ask<EmbedCode>('GET', `embed-code?${query}`),
    shareLinks: () => ask<{ links: ShareLink[] }>('GET', 'share-links'),
    createShareLink: (body: { label: string; expiresAt: string }) =>
      ask<CreatedShareLink>('POST', 'share-links', body),
    revokeShareLink: (id: string) => ask<ShareLink>('DELETE', `share-links/${encodeURIComponent(id)}`),
  }
}

export type Client = ReturnType<typeof createClient>

/** Address of a download; `parameters` are those of `parametersOf`. */
export const fileAddress = (
  what: 'series' | 'articles',
  format: FileFormat,
  parameters: URLSearchParams,
): string => `${BASE}/stats/${what}.${format}?${parameters}`

export const LIVE = `${BASE}/live`

/** Exchanges an API key, or the token of a share link, for a session. */
export const signIn = (key: string): Promise<SessionOfEditor> =>
  request(`${BASE}/session`, { method: 'POST', body: { key } })

/** Rejects with the problem `not-signed-in` where nobody is. */
export const whoIsSignedIn = (): Promise<SessionOfEditor> => request(`${BASE}/session`)
