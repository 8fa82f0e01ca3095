import { useCallback, useState } from 'preact/hooks'
import type { CohortOfTeam, CohortsAnswer, TeamConsultation } from '../../../src/wire/index.ts'
import { useRefresh, useSteady, WhenLoaded } from '../../shared/loaded.tsx'
import { RequestProblem } from '../../shared/request.ts'
import { useConsole } from '../context.ts'
import { CohortCard } from './cohort-card.tsx'
import { type Deciding, DecisionDialog } from './decision-dialog.tsx'

/** How often the screen asks for new cohorts and for what colleagues have decided. */
const REFRESH_MILLISECONDS = 15_000

/** The newest day first, and of a day what weighs most. */
const inOrder = (one: CohortOfTeam, other: CohortOfTeam): number =>
  (other.day ?? '').localeCompare(one.day ?? '') || other.votes - one.votes

const sumOf = (cohorts: readonly CohortOfTeam[]): number => cohorts.reduce((sum, one) => sum + one.votes, 0)

function Figures({ votes }: Pick<CohortsAnswer, 'votes'>) {
  const { count, trust } = useConsole().texts
  return (
    <dl class="figures">
      {(['counted', 'unverified', 'setAside'] as const).map((one) => (
        <div key={one}>
          <dt>{trust.figures[one]}</dt>
          <dd>{count(votes[one])}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ListProps {
  title: string
  text?: string
  slug: string
  cohorts: readonly CohortOfTeam[]
  selected: ReadonlySet<string>
  isFirstOpen?: boolean
  onSelect(id: string, isSelected: boolean): void
  onDecide(deciding: Deciding): void
}

function List({ title, text, slug, cohorts, selected, isFirstOpen = false, onSelect, onDecide }: ListProps) {
  if (cohorts.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      {text !== undefined && <p class="quiet">{text}</p>}
      <ul class="cards wide">
        {cohorts.map((cohort, index) => (
          <CohortCard
            key={cohort.id}
            slug={slug}
            cohort={cohort}
            isSelected={selected.has(cohort.id)}
            isOpen={isFirstOpen && index === 0}
            onSelect={(isSelected) => onSelect(cohort.id, isSelected)}
            onDecide={(wanted) => onDecide({ cohorts: [cohort], class: wanted })}
          />
        ))}
      </ul>
    </section>
  )
}

interface SelectionProps {
  cohorts: readonly CohortOfTeam[]
  onDecide(deciding: Deciding): void
}

/** What may be done with all that are selected. */
function Selection({ cohorts, onDecide }: SelectionProps) {
  const { trust } = useConsole().texts
  if (cohorts.length === 0) return null
  return (
    <div class="selection">
      <p role="status">{trust.selected(cohorts.length, sumOf(cohorts))}</p>
      <div class="buttons">
        {(['set-aside', 'counted', 'unverified'] as const).map((one) => (
          <button key={one} type="button" onClick={() => onDecide({ cohorts, class: one })}>
            {trust.acts[one]}
          </button>
        ))}
      </div>
    </div>
  )
}

interface TrustScreenProps {
  consultation: TeamConsultation
  /** Told when the team has decided, so that what is shown around the screen follows. */
  onDecided(): void
}

/** Votes that a rule doubts, and what the team decides about them. */
export function TrustScreen({ consultation: { slug, url }, onDecided }: TrustScreenProps) {
  const { client, texts } = useConsole()
  const { trust } = texts
  const loaded = useSteady(slug, () => client.cohorts(slug))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [deciding, setDeciding] = useState<Deciding>()
  const [said, setSaid] = useState({ words: '', isWrong: false })
  useRefresh(useCallback(loaded.reload, []), REFRESH_MILLISECONDS)

  const select = (id: string, isSelected: boolean) => {
    const others = [...selected].filter((one) => one !== id)
    setSelected(new Set(isSelected ? [...others, id] : others))
  }

  const finish = (words: string, isWrong: boolean) => {
    setSaid({ words, isWrong })
    setSelected(new Set())
    setDeciding(undefined)
    loaded.reload()
    onDecided()
  }

  /** Somebody was faster: say who, and show how things stand. */
  const explain = (error: unknown, cohorts: readonly CohortOfTeam[]) => {
    const faster = error instanceof RequestProblem ? error.problem.errors?.[0] : undefined
    if (faster?.code !== 'cohort-decided-by') throw error
    const index = Number(faster.pointer.split('/')[2] ?? 0)
    const rule = cohorts[index]?.rule
    const { class: is, by } = faster.values ?? {}
    finish(trust.meanwhile(rule ? trust.rules[rule] : '', is as CohortOfTeam['class'], String(by)), true)
  }

  const decide = async (reason: string) => {
    if (!deciding) return
    const { cohorts, class: wanted } = deciding
    try {
      await client.decideCohorts(slug, {
        cohorts: cohorts.map(({ id, revision }) => ({ id, revision })),
        class: wanted,
        reason,
      })
      finish(trust.did[wanted](sumOf(cohorts)), false)
    } catch (error) {
      explain(error, cohorts)
    }
  }

  return (
    <div class="trust">
      <p class="quiet">{trust.intro}</p>
      <p role="status" class={said.isWrong ? 'notice wrong' : said.words === '' ? 'unseen' : 'notice good'}>
        {said.words}
      </p>
      <WhenLoaded loaded={loaded}>
        {({ votes, cohorts, small }) => {
          const vouched = cohorts.filter(({ rule }) => rule === 'vouched')
          const doubted = cohorts.filter(({ rule }) => rule !== 'vouched').toSorted(inOrder)
          const undecided = doubted.filter(({ decision }) => decision === null)
          const shared = { slug, selected, onSelect: select, onDecide: setDeciding }
          return (
            <>
              <Figures votes={votes} />
              <Selection cohorts={cohorts.filter(({ id }) => selected.has(id))} onDecide={setDeciding} />
              {undecided.length === 0 && (
                <div class="cleared">
                  <h2>{trust.nothingUndecided}</h2>
                  <p class="quiet">{trust.nothingText}</p>
                </div>
              )}
              <List title={trust.undecided} cohorts={undecided} isFirstOpen {...shared} />
              <List
                title={trust.decided}
                cohorts={doubted.filter(({ decision }) => decision !== null)}
                {...shared}
              />
              <List title={trust.vouched} text={trust.vouchedText} cohorts={vouched} {...shared} />
              {small > 0 && <p class="quiet">{trust.small(small)}</p>}
              <p>
                <a href={`${url}/integrity`} target="_blank" rel="noopener">
                  {trust.publicReport}
                </a>
              </p>
            </>
          )
        }}
      </WhenLoaded>
      {deciding && (
        <DecisionDialog {...deciding} slug={slug} onDecide={decide} onClose={() => setDeciding(undefined)} />
      )}
    </div>
  )
}
