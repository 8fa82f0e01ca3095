import { useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { CohortOfTeam } from '../../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../../shared/loaded.tsx'
import { Dialog } from '../../shared/parts/dialog.tsx'
import { Field } from '../../shared/parts/field.tsx'
import { Form } from '../../shared/parts/form.tsx'
import { useConsole } from '../context.ts'
import { cohortDay } from './cohort-day.ts'
import { Effect } from './effect.tsx'

export interface Deciding {
  cohorts: readonly CohortOfTeam[]
  class: CohortOfTeam['class']
}

/** A reason is published: nobody needs to write more. */
const LONGEST_REASON = 300

/** So that the reason is on the screen beside what the decision does most. */
const MOST_SHOWN = 2

interface DecisionDialogProps extends Deciding {
  slug: string
  onDecide(reason: string): Promise<void>
  onClose(): void
}

/** What the decision would do to the results, and why it is taken. */
export function DecisionDialog({ slug, cohorts, class: wanted, onDecide, onClose }: DecisionDialogProps) {
  const { client, texts, language } = useConsole()
  const { trust } = texts
  const [reason, setReason] = useState('')
  const ids = cohorts.map(({ id }) => id)
  const votes = cohorts.reduce((sum, one) => sum + one.votes, 0)
  const changes = cohorts.some((one) => (one.class === 'counted') !== (wanted === 'counted'))
  const effect = useLoaded(`${wanted} ${ids}`, () => client.cohortEffect(slug, ids, wanted))
  return (
    <Dialog title={trust.ask[wanted](votes)} onClose={onClose}>
      <div class="decision">
        <ul class="bullets">
          {cohorts.map(({ id, rule, day, votes: own }) => (
            <li key={id}>
              {[trust.rules[rule], day && cohortDay(day, language), trust.votes(own)]
                .filter((part) => part !== null)
                .join(DOT)}
            </li>
          ))}
        </ul>
        <section aria-label={trust.effect} aria-live="polite">
          <h3>{trust.effect}</h3>
          {changes ? (
            <WhenLoaded loaded={effect}>
              {({ proposals }) => <Effect proposals={proposals} most={MOST_SHOWN} />}
            </WhenLoaded>
          ) : (
            <p class="quiet">{trust.noEffect}</p>
          )}
        </section>
        <Form onSend={() => onDecide(reason.trim())} submit={trust.acts[wanted]} onCancel={onClose}>
          <fieldset class="choices">
            <legend class="unseen">{trust.reason}</legend>
            {trust.reasons[wanted].map((one) => (
              <button key={one} type="button" aria-pressed={one === reason} onClick={() => setReason(one)}>
                {one}
              </button>
            ))}
          </fieldset>
          <Field label={trust.reason} hint={trust.reasonHint}>
            {(ids) => (
              <textarea
                {...ids}
                name="reason"
                required
                maxLength={LONGEST_REASON}
                value={reason}
                onInput={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
          </Field>
        </Form>
      </div>
    </Dialog>
  )
}
