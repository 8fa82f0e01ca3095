/** @jsxImportSource #jsx */
import type { Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { ballot, current } from '../state.ts'
import { type Counts, percentages, withOwn } from '../tallies.ts'
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
    data-focus={vote}
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
  const counted = state.counted[current(state)?.id ?? '']
  const counts = own && counted && withOwn(counted, own)
  return (
    <>
      <Proposal state={state} total={counts && counts.agree + counts.disagree + counts.neutral} />
      <Notice state={state} />
      <div class="votes" part="votes">
        {VOTES.map((vote) => (
          <VoteButton vote={vote} own={own} act={act} />
        ))}
      </div>
      {own && counts ? (
        <Results shares={percentages(counts)} own={own} />
      ) : (
        <p class="results quiet">{texts.hint}</p>
      )}
      <VoteFoot {...props} />
    </>
  )
}
