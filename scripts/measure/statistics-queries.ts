const ALL =
  'loads,views,viewability,readersLoaded,readersViewed,readersEngaged,engagementRate,votes,votesPerReader,proposals,proposalsAccepted,firstVoteDelay'
const DAY = 86_400_000
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)

/** Queries that editors and their tools send. */
export const QUERIES: readonly { name: string; path: string }[] = [
  { name: 'summary, 30 days, with comparison', path: `summary?period=30d&compare=previous&metrics=${ALL}` },
  { name: 'summary, 400 days', path: `summary?from=${day(399)}&to=${day(0)}&metrics=${ALL}` },
  { name: 'days, 400 days, all metrics', path: `series?from=${day(399)}&to=${day(0)}&metrics=${ALL}` },
  { name: 'days, 60 days', path: `series?from=${day(59)}&to=${day(0)}&metrics=${ALL}` },
  { name: 'hours, 30 days', path: 'series?period=30d&interval=hour' },
  { name: 'days, 400 days', path: `series?from=${day(399)}&to=${day(0)}` },
  { name: 'articles, 30 days, first 100', path: 'articles?period=30d' },
  {
    name: 'articles, 400 days, by rate',
    path: `articles?from=${day(399)}&to=${day(0)}&orderBy=engagementRate`,
  },
  {
    name: 'articles, 400 days, all metrics',
    path: `articles?from=${day(399)}&to=${day(0)}&metrics=${ALL}`,
  },
  {
    name: 'articles, 30 days, one consultation, with comparison',
    path: 'articles?period=30d&consultation=bench&compare=previous',
  },
  {
    name: 'articles as CSV, 400 days, all 2,000',
    path: `articles.csv?from=${day(399)}&to=${day(0)}&metrics=${ALL}`,
  },
  { name: 'what stands out, 30 days', path: 'standing-out?period=30d' },
]
