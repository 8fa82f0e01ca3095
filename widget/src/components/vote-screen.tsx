/** @jsxImportSource #jsx */
import type { Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { ballot, counts } from '../state.ts'
import { type Counts, percentages, total } from '../tallies.ts'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { Proposal } from './proposal.tsx'
import type { Props } from './props.ts'
import { VoteFoot } from './vote-foot.tsx'

const VoteButton = ({ vote, own, act }: { vote: Vote; own: Vote | undefined } & Pick<Props, 'act'>) => (
  <button
    type="button"
    class={`vote ${vote}`}
    part="vote"
    aria-pressed={own === vote}
    onClick={() => act(own === vote ? { type: 'undo' } : { type: 'vote', vote })}
  >
    <Icon name={vote} />
    <span>{texts.votes[vote]}</span>
  </button>
)

const Results = ({ shares, own }: { shares: Counts; own: Vote }) => (
  <ul class="results" part="results">
    {VOTES.map((vote) => (
      <li class={own === vote ? `${vote} own` : vote}>
        <span>{texts.percent(shares[vote])}</span>
        <span class="hidden"> {texts.votes[vote]}</span>
        <i class="bar" style={{ '--share': shares[vote] / 100 }} />
      </li>
    ))}
  </ul>
)

/** One proposal, three votes; what others think only after the reader's own. */
export const VoteScreen = (props: Props) => {
  const { state, act } = props
  const own = ballot(state)?.vote
  const shown = counts(state)
  return (
    <>
      <Proposal state={state} total={shown && total(shown)} />
      <div class="votes" part="votes">
        {VOTES.map((vote) => (
          <VoteButton vote={vote} own={own} act={act} />
        ))}
        <Notice state={state} />
      </div>
      {own && shown ? (
        <Results shares={percentages(shown)} own={own} />
      ) : (
        <p class="results quiet">{texts.hint}</p>
      )}
      <VoteFoot {...props} />
    </>
  )
}
