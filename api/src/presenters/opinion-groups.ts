import type { OpinionGroups, OpinionReport } from '../wire/index.ts'

const PROPOSALS_SHOWN = 100

/**
 * A report for readers, with the texts of its proposals. Those no longer accepted are left out; `texts` holds
 * the accepted ones by id.
 */
export function presentOpinionGroups(
  { computedAt, report }: { computedAt: number; report: OpinionReport },
  texts: ReadonlyMap<string, string>,
): OpinionGroups {
  const withText = <Entry extends { id: string }>(entry: Entry): (Entry & { text: string })[] => {
    const text = texts.get(entry.id)
    return text === undefined ? [] : [{ ...entry, text }]
  }
  return {
    ...report,
    computedAt: new Date(computedAt).toISOString(),
    groups: report.groups.map((group) => ({
      ...group,
      representative: group.representative.flatMap(withText),
    })),
    proposals: report.proposals.flatMap(withText).slice(0, PROPOSALS_SHOWN),
  }
}
