import { progressOf } from '../domain/action-progress.ts'
import type { ActionStore } from '../store/actions.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Outcome, Results } from '../wire/index.ts'

/** As much as the widget has room for. */
const SHOWN = 3

/** What became of a consultation, in the few lines that the widget shows in articles that have long been read. */
export async function outcomeOf(
  consultation: ConsultationRecord,
  results: { of(consultation: ConsultationRecord): Promise<Results> },
  store: ActionStore,
): Promise<Outcome> {
  const [{ all }, actions] = await Promise.all([results.of(consultation), store.all(consultation.id)])
  return {
    consensus: all.consensus.slice(0, SHOWN).map(({ text, votes, tallies }) => ({
      text,
      agree: tallies.agree / votes,
    })),
    actions: actions.slice(0, SHOWN).map(({ title, state, indicator, readings }) => ({
      title,
      state,
      progress: progressOf(indicator, readings),
    })),
  }
}
