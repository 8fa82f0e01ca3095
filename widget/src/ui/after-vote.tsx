import type { Vote } from '@unisson/api/wire'
import { QUALIFICATIONS, VOTES } from '@unisson/api/wire/constants'
import { ballot, type Counts } from '../core/state.ts'
import { counts, percentages, total } from '../core/tallies.ts'
import { percent } from '../words/format.ts'
import { say } from '../words/say.ts'
import { Icon, VOTE_PATHS } from './controls.tsx'
import type { Props } from './props.ts'
import { asksSegment } from './segment-screen.tsx'

/** Three numbers in the order of the votes, and one bar in which each vote has its part. */
const Results = ({ votes, own }: { votes: Counts; own: Vote }) => {
  const figures = percentages(votes)
  let from = 0
  return (
    <ul class="results" part="results">
      {VOTES.map((vote) => {
        // Whole figures may add up to 99 or 101; the parts of the bar fill it.
        const share = votes[vote] / (total(votes) || 1)
        const style = { '--from': from, '--share': share }
        from += share
        return (
          <li key={vote} class={own === vote ? `${vote} own` : vote}>
            <Icon path={VOTE_PATHS[vote]} />
            <b>{percent(figures[vote])}</b>
            <span class="hidden"> {say(`votes.${vote}`)}</span>
            <i class="part" style={style} />
          </li>
        )
      })}
    </ul>
  )
}

/** After the vote: what others think, nuances, a way back and the way on. */
export const AfterVote = (props: Props) => {
  const { state, act } = props
  const own = ballot(state)
  const shown = counts(state)
  if (!own || !shown) return null
  const asks = asksSegment(state)
  const last = state.position + 1 === state.sequence.length
  return (
    <div class="foot tall">
      <Results votes={shown} own={own.vote} />
      <div class="chips">
        {QUALIFICATIONS[own.vote].map((qualification) => (
          <button
            key={qualification}
            type="button"
            class="chip"
            aria-pressed={own.qualifications.includes(qualification)}
            onClick={() => act({ type: 'qualify', qualification })}
          >
            {say(`nuances.${qualification}`)}
          </button>
        ))}
      </div>
      <button type="button" class="undo end" onClick={() => act({ type: 'undo' })}>
        <Icon path="M8 4L4 8l4 4M4 8h8a4 4 0 010 8h-3" />
        <span>{say('undo')}</span>
      </button>
      <button
        type="button"
        class="primary"
        part="next"
        onClick={() => act(asks ? { type: 'set', change: { screen: 'segment' } } : { type: 'next' })}
      >
        <span>{say(last ? 'finish' : 'next')}</span>
        <Icon path="M4 10h12M11 5l5 5-5 5" />
      </button>
    </div>
  )
}
