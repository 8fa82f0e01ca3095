import { useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { CohortDetailsAnswer, Tallies } from '../../../src/wire/index.ts'
import { Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'
import type { TrustTexts } from '../locales/fr-trust.ts'

export type Concerned = CohortDetailsAnswer['concerned'][number]
type Standing = Concerned['now']

/** More of them are folded, if nothing else is said. */
const SHOWN = 5

const inSum = ({ zone, rank, plebiscite }: Standing): string => JSON.stringify([zone, rank, plebiscite])

/** Where a proposal stands, in words. */
function words({ zone, rank, plebiscite, votes }: Standing, trust: TrustTexts): string {
  const place = zone === null ? trust.tooFew : rank === null ? trust.zones[zone] : trust.place(rank, zone)
  return [place, plebiscite && trust.plebiscite, trust.votes(votes)].filter((part) => part).join(DOT)
}

const sum = ({ agree, neutral, disagree }: Tallies): number => agree + neutral + disagree

function CohortBar({ tallies }: { tallies: Tallies }) {
  const { agree, neutral, disagree } = tallies
  const votes = Math.max(1, sum(tallies))
  const part = (name: string, from: number, width: number) => (
    <rect class={name} x={(from / votes) * 100} width={(width / votes) * 100} height="6" />
  )
  return (
    <svg class="votes" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      {part('agree', 0, agree)}
      {part('neutral', agree, neutral)}
      {part('disagree', agree + neutral, disagree)}
    </svg>
  )
}

function Change({ now, after }: Pick<Concerned, 'now' | 'after'>) {
  const { trust } = useConsole().texts
  const isSame = inSum(now) === inSum(after)
  return (
    <dl class="change">
      <div>
        <dt>{trust.now}</dt>
        <dd>{words(now, trust)}</dd>
      </div>
      <div>
        <dt>{trust.after}</dt>
        <dd class={isSame ? '' : 'moved'}>
          {words(after, trust)}
          {isSame && <small> ({trust.unchanged})</small>}
        </dd>
      </div>
    </dl>
  )
}

/** What happens to each proposal that is concerned; those that move come first. */
export function Effect({ proposals, most = SHOWN }: { proposals: readonly Concerned[]; most?: number }) {
  const { trust } = useConsole().texts
  const [isWhole, setWhole] = useState(false)
  const moved = proposals.filter(({ now, after }) => inSum(now) !== inSum(after))
  const still = proposals.filter((one) => !moved.includes(one))
  const ordered = [...moved, ...still]
  const shown = isWhole ? ordered : ordered.slice(0, most)
  return (
    <>
      {moved.length === 0 && <p class="quiet">{trust.noChange}</p>}
      <ul class="effect">
        {shown.map(({ id, text, language, tallies, now, after }) => (
          <li key={id}>
            <p>
              <Written text={text} language={language} />
            </p>
            {sum(tallies) > 0 && (
              <>
                <CohortBar tallies={tallies} />
                <small>{trust.cohortVotes(tallies.agree, tallies.neutral, tallies.disagree)}</small>
              </>
            )}
            <Change now={now} after={after} />
          </li>
        ))}
      </ul>
      {shown.length < ordered.length && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {trust.showAll(ordered.length)}
        </button>
      )}
    </>
  )
}
