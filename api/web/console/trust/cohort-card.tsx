import { useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { AuditEntry, CohortOfTeam } from '../../../src/wire/index.ts'
import { inWords } from '../../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../../shared/loaded.tsx'
import { Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'
import { cohortDay } from './cohort-day.ts'
import { Effect } from './effect.tsx'
import { HoursChart } from './hours-chart.tsx'

type VoteClass = CohortOfTeam['class']
const CLASSES = ['set-aside', 'counted', 'unverified'] as const satisfies readonly VoteClass[]

/** What the team decided about it, newest first. */
function History({ slug, cohort }: { slug: string; cohort: CohortOfTeam }) {
  const { client, texts, language } = useConsole()
  const { trust } = texts
  const loaded = useLoaded(`${cohort.id} ${cohort.revision}`, () => client.auditOf(slug, cohort.id))
  const classOf = ({ after }: AuditEntry) => trust.classes[after?.['class'] as VoteClass] ?? ''
  const reasonOf = ({ after }: AuditEntry) => String(after?.['reason'] ?? '')
  if (cohort.decision === null) return null
  return (
    <section>
      <h3>{trust.history}</h3>
      <WhenLoaded loaded={loaded}>
        {({ entries }) => (
          <ol class="decisions-made">
            {entries.map((entry) => (
              <li key={entry.id}>
                <strong>{classOf(entry)}</strong> {trust.historyOf(entry.actor)}
                {DOT}
                <time dateTime={entry.at}>{inWords(entry.at, language)}</time>
                <p>
                  <Written text={reasonOf(entry)} />
                </p>
              </li>
            ))}
          </ol>
        )}
      </WhenLoaded>
    </section>
  )
}

function Details({ slug, cohort }: { slug: string; cohort: CohortOfTeam }) {
  const { client, texts } = useConsole()
  const { trust } = texts
  const loaded = useLoaded(`${cohort.id} ${cohort.revision}`, () => client.cohort(slug, cohort.id))
  return (
    <>
      <WhenLoaded loaded={loaded}>
        {({ hours, concerned }) => (
          <>
            <HoursChart hours={hours} />
            <section>
              <h3>{cohort.class === 'counted' ? trust.effectIf.apart : trust.effectIf.counted}</h3>
              <Effect proposals={concerned} />
            </section>
          </>
        )}
      </WhenLoaded>
      <History slug={slug} cohort={cohort} />
    </>
  )
}

interface CohortCardProps {
  slug: string
  cohort: CohortOfTeam
  isSelected: boolean
  isOpen: boolean
  onSelect(isSelected: boolean): void
  onDecide(wanted: VoteClass): void
}

/** Votes that are judged together: why, when, how many, and what may be done about them. */
export function CohortCard({ slug, cohort, isSelected, isOpen, onSelect, onDecide }: CohortCardProps) {
  const { texts, language } = useConsole()
  const { trust } = texts
  // What is folded is not asked for.
  const [wasOpened, setOpened] = useState(isOpen)
  const { rule, day, publisher, votes, proposals, decision } = cohort
  const name = [trust.rules[rule], publisher, day && cohortDay(day, language)].filter(Boolean).join(DOT)
  const offered = CLASSES.filter((one) => one !== cohort.class || decision === null)
  return (
    <li class={`card cohort ${cohort.class}`}>
      <div class="cohort-head">
        <label class="check">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={trust.select(name)}
            onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
          />
        </label>
        <div>
          <h3>
            {trust.rules[rule]}
            {publisher !== null && (
              <>
                {DOT}
                <bdi>{publisher}</bdi>
              </>
            )}
          </h3>
          <p class="line quiet">
            {day !== null && <time dateTime={day}>{cohortDay(day, language)}</time>}
            <span>
              {trust.votes(votes)} {trust.onProposals(proposals)}
            </span>
            <span class={`badge class-${cohort.class}`}>
              {trust.classes[cohort.class]}
              {decision === null && rule !== 'vouched' && ` ${trust.byRule}`}
            </span>
          </p>
        </div>
      </div>
      <p>{trust.explained[rule]}</p>
      {decision && (
        <p class="quiet">
          {trust.classes[cohort.class]} {trust.historyOf(decision.decidedBy)}
          {DOT}
          <time dateTime={decision.decidedAt}>{inWords(decision.decidedAt, language)}</time>
          {DOT}
          <Written text={decision.reason} />
        </p>
      )}
      <details open={isOpen} onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
        <summary>{trust.details}</summary>
        <div class="cohort-details">{wasOpened && <Details slug={slug} cohort={cohort} />}</div>
      </details>
      <div class="buttons">
        {offered.map((one) => (
          <button
            key={one}
            type="button"
            class={one === 'set-aside' ? 'refuse' : one === 'counted' ? 'accept' : ''}
            onClick={() => onDecide(one)}
          >
            {trust.acts[one]}
          </button>
        ))}
      </div>
    </li>
  )
}
