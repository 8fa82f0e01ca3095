import type { ThemeFigures } from '../../wire/index.ts'
import type { Rankable } from '../results/rank-results.ts'
import type { ListZone } from '../results/result-list.ts'
import { votesOf } from '../results/scores.ts'

interface Themes {
  themes: readonly { id: string; name: string }[]
  themeOf: ReadonlyMap<string, string>
}

/** What the votes say of each theme, those with the most proposals first; empty ones are left out. */
export function themeFigures(
  { themes, themeOf }: Themes,
  entries: Iterable<{ proposal: Rankable; zone: ListZone }>,
): { themes: ThemeFigures[]; withoutTheme: number } {
  const sums = new Map(
    themes.map(({ id }) => [id, { proposals: 0, votes: 0, agree: 0, consensus: 0, controversy: 0 }]),
  )
  let withoutTheme = 0
  for (const { proposal, zone } of entries) {
    const sum = sums.get(themeOf.get(proposal.id) ?? '')
    if (!sum) {
      withoutTheme += 1
      continue
    }
    sum.proposals += 1
    sum.votes += votesOf(proposal.tallies)
    sum.agree += proposal.tallies.agree
    if (zone === 'consensus' || zone === 'controversy') sum[zone] += 1
  }
  const figures = themes.flatMap(({ id, name }): ThemeFigures[] => {
    const sum = sums.get(id)
    if (!sum || sum.proposals === 0) return []
    return [{ id, name, ...sum, agree: sum.votes === 0 ? null : sum.agree / sum.votes }]
  })
  figures.sort((one, other) => other.proposals - one.proposals || (one.name < other.name ? -1 : 1))
  return { themes: figures, withoutTheme }
}
