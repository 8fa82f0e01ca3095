import type { LightMyRequestResponse } from 'fastify'
import type { StatisticsAnswer, StatisticsRequest } from '../../api/src/wire/index.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'
import { ORIGIN } from './api.ts'
import type { Newsroom } from './newsroom.ts'
import { documentOf, type TestReader, type TestReaderOptions } from './reader.ts'

type MetricValues = NonNullable<StatisticsAnswer['totals']>
export type AllMetricValues = { [Name in keyof MetricValues]-?: NonNullable<MetricValues[Name]> }
type Row = StatisticsAnswer['results'][number]

/** An answer to a query for all metrics. */
export interface WholeAnswer extends Omit<StatisticsAnswer, 'totals' | 'results'> {
  totals: AllMetricValues
  results: (Row & AllMetricValues)[]
}

export const articleAt = (path: string) => ({ url: `${ORIGIN}${path}`, title: `Article ${path}` })

/** An editor who asks for figures with a key. */
export class Editor {
  readonly #newsroom: Newsroom
  key = ''

  private constructor(newsroom: Newsroom) {
    this.#newsroom = newsroom
  }

  static async withKey(newsroom: Newsroom, publisher = newsroom.publisher): Promise<Editor> {
    const editor = new Editor(newsroom)
    editor.key = await newsroom.api.addKey(publisher)
    return editor
  }

  get(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const authorization = `Bearer ${this.key}`
    return this.#newsroom.api.app.inject({
      url: `/v1/publisher/${path}`,
      headers: { authorization, ...headers },
    })
  }

  post(path: string, body: object): Promise<LightMyRequestResponse> {
    return this.#newsroom.api.app.inject({
      method: 'POST',
      url: `/v1/publisher/${path}`,
      payload: body,
      headers: { authorization: `Bearer ${this.key}` },
    })
  }

  tryQuery(query: object = {}): Promise<LightMyRequestResponse> {
    return this.post('stats/query', query)
  }

  /** All metrics, unless the query names its own. */
  async query(query: StatisticsRequest = {}): Promise<WholeAnswer> {
    return documentOf(await this.tryQuery({ metrics: METRIC_NAMES, ...query }))
  }
}

/** A reader who views an article, and may vote on the first proposal. */
export async function readArticle(
  newsroom: Newsroom,
  path: string,
  { votes = false, ...options }: Partial<TestReaderOptions> & { votes?: boolean } = {},
): Promise<TestReader> {
  const reader = newsroom.reader(options)
  await reader.report('view', articleAt(path))
  if (votes) await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
  return reader
}
