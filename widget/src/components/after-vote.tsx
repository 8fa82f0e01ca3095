import type { Vote } from '@unisson/api/wire'
import { QUALIFICATIONS, VOTES } from '@unisson/api/wire/constants'
import { texts } from '#later-locale'
import { texts as first } from '#locale'
import { ballot } from '../state.ts'
import { type Counts, counts, percentages } from '../tallies.ts'
import { Icon } from './icon.tsx'
import type { Props } from './props.ts'
import { asksSegment } from './segment-screen.tsx'

const Results = ({ shares, own }: { shares: Counts; own: Vote }) => (
  <ul class="results" part="results">
    {VOTES.map((vote) => (
      <li key={vote} class={own === vote ? `${vote} own` : vote}>
        <span>{texts.percent(shares[vote])}</span>
        <span class="hidden"> {first.votes[vote]}</span>
        <i class="bar" style={{ '--share': shares[vote] / 100 }} />
      </li>
    ))}
  </ul>
)

/** After the vote: what others think, nuances, a way back and the way on. */
export const AfterVote = (props: Props) => {
  const { state, act } = props
  const own = ballot(state)
  const shown = counts(state)
  if (!own || !shown) return null
  const asks = asksSegment(state)
  const last = state.position + 1 === state.sequence.length
  return (
    <>
      <Results shares={percentages(shown)} own={own.vote} />
      <div class="foot">
        <div class="chips">
          {QUALIFICATIONS[own.vote].map((qualification) => (
            <button
              key={qualification}
              type="button"
              class="chip"
              aria-pressed={own.qualifications.includes(qualification)}
              onClick={() => act({ type: 'qualify', qualification })}
            >
              {texts.qualifications[qualification]}
            </button>
          ))}
        </div>
        <button type="button" class="quiet end" onClick={() => act({ type: 'undo' })}>
          {texts.undo}
        </button>
        <button
          type="button"
          class="primary"
          part="next"
          onClick={() => act(asks ? { type: 'set', change: { screen: 'segment' } } : { type: 'next' })}
        >
          <span>{last ? texts.finish : texts.next}</span>
          <Icon name="next" />
        </button>
      </div>
    </>
  )
}
