import { placementOf } from '../domain/votes/cohorts.ts'
import type { Recorder } from '../ingest/recorder.ts'
import type { SetAside } from './vote-watch.ts'

/** Puts stored votes into the cohort of their rule and of the day on which they came. */
export function moveSetAside({ recorder, now }: { recorder: Recorder; now(): number }) {
  return async ({ consultationId, rule, votes }: SetAside): Promise<void> => {
    const moment = now()
    await recorder.classify(
      votes.map(({ key, millisecondsAgo }) => ({
        key,
        placement: placementOf(consultationId, rule, moment - millisecondsAgo),
      })),
    )
  }
}
