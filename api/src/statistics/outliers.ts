import { engagementRate, SUPPRESSED_BELOW } from '../domain/engagement/engagement.ts'
import { outliers } from '../domain/engagement/outliers.ts'
import type { StandingOutAnswer, StatisticsRow } from '../wire/index.ts'

type Told = StandingOutAnswer['articles'][number]['others']

/** The articles, of these rows of articles, of which something can be said. */
export async function articlesStandingOut(rows: AsyncIterable<StatisticsRow>): Promise<StandingOutAnswer> {
  const items = []
  for await (const { article, readersEngaged: engaged = 0, readersViewed: viewed = 0 } of rows) {
    if (article) items.push({ article, engaged, viewed })
  }
  const found = outliers(items, SUPPRESSED_BELOW)
  // What is judged has readers enough for a rate and an interval.
  const told = ({ engaged, viewed }: { engaged: number; viewed: number }) =>
    engagementRate(engaged, viewed) as Told
  return {
    articles: found.map(({ item, others, isAbove }) => ({
      article: item.article,
      engagementRate: told(item),
      others: told(others),
      isAbove,
    })),
    compared: items.filter(({ viewed }) => viewed >= SUPPRESSED_BELOW).length,
  }
}
