import { type Standing, standingsOf } from '../domain/results/rank-results.ts'
import { votesOf } from '../domain/results/scores.ts'
import { addedTallies, changedBy } from '../domain/results/sensitivity.ts'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import { noTallies } from '../domain/votes/votes.ts'
import type { CohortTally, CountedCohort } from '../store/cohorts.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { TalliedProposal } from '../store/results.ts'
import type { ConsultationSettings, Tallies } from '../wire/index.ts'

/** What cohorts do to one proposal. */
export interface ConcernedProposal {
  id: string
  text: string
  /** The cohorts' votes on it. */
  tallies: Tallies
  now: Standing
  /** If they were of the class that is asked about. */
  after: Standing
}

const MOST_CONCERNED = 100

const isCounted = (of: VoteClass): boolean => of === 'counted'

type Sums = Map<string, Tallies>

function add(sums: Sums, id: string, tallies: Tallies): void {
  sums.set(id, addedTallies(sums.get(id) ?? noTallies(), tallies))
}

function talliesOf(row: CohortTally): Tallies {
  const { agree, disagree, neutral, cohortId: _c, proposalId: _p, segmentId: _s, ...qualifications } = row
  return { agree, disagree, neutral, qualifications }
}

/** What comes to the results, what leaves them, and all votes of the cohorts, by proposal. */
async function changesOf(store: Store, cohorts: readonly CountedCohort[], wanted: VoteClass) {
  const changes = { coming: new Map() as Sums, leaving: new Map() as Sums, all: new Map() as Sums }
  for (const cohort of cohorts)
    for (const row of await store.cohorts.tallies(cohort.id)) {
      if (row.segmentId !== '') continue
      const [id, tallies] = [row.proposalId, talliesOf(row)]
      add(changes.all, id, tallies)
      if (isCounted(cohort.class) === isCounted(wanted)) continue
      add(isCounted(wanted) ? changes.coming : changes.leaving, id, tallies)
    }
  return changes
}

/** True if a list of the results shows the proposal elsewhere than before, or its zone or its mark changes. */
function isMoved(now: Standing, after: Standing, { results }: ConsultationSettings): boolean {
  const isListed = ({ rank }: Standing) => rank !== null && rank <= results.topSize
  return (
    now.zone !== after.zone ||
    now.plebiscite !== after.plebiscite ||
    (now.rank !== after.rank && (isListed(now) || isListed(after)))
  )
}

/**
 * What the results are, and what they would be if these cohorts were of another class, by the rules that results follow:
 * proposals with votes of the cohorts, and those whose place in the lists changes with theirs. Those with most of the votes
 * come first, 100 at the most.
 */
export async function effectOf(
  store: Store,
  { id: consultationId, settings }: ConsultationRecord,
  cohorts: readonly CountedCohort[],
  wanted: VoteClass,
): Promise<ConcernedProposal[]> {
  const { coming, leaving, all } = await changesOf(store, cohorts, wanted)
  const proposals: TalliedProposal[] = []
  for await (const proposal of store.results.eachTallied(consultationId)) proposals.push(proposal)
  const now = standingsOf(proposals, settings)
  const after = standingsOf(changedBy(changedBy(proposals, coming, 1), leaving, -1), settings)
  return proposals
    .flatMap(({ id, text }): ConcernedProposal[] => {
      const [before, then, tallies] = [now.get(id), after.get(id), all.get(id)]
      if (!before || !then || !(tallies || isMoved(before, then, settings))) return []
      return [{ id, text, tallies: tallies ?? noTallies(), now: before, after: then }]
    })
    .toSorted((one, other) => votesOf(other.tallies) - votesOf(one.tallies) || (one.id < other.id ? -1 : 1))
    .slice(0, MOST_CONCERNED)
}
