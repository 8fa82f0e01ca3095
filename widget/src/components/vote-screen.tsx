import type { Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { ballot } from '../state.ts'
import { Icon, VOTE_PATHS } from './icon.tsx'
import { Notice } from './notice.tsx'
import { Proposal } from './proposal.tsx'
import { ProposeButton } from './propose-button.tsx'
import type { Props } from './props.ts'

const VoteButton = ({ vote, own, act }: { vote: Vote; own: Vote | undefined } & Pick<Props, 'act'>) => (
  <button
    type="button"
    class={`vote ${vote}`}
    part="vote"
    aria-pressed={own === vote}
    onClick={() => act(own === vote ? { type: 'undo' } : { type: 'vote', vote })}
  >
    <Icon path={VOTE_PATHS[vote]} />
    <span>{texts.votes[vote]}</span>
  </button>
)

const BeforeVote = (props: Props) => (
  <div class="foot tall">
    <p class="results quiet">{texts.hint}</p>
    <ProposeButton {...props} />
    <button type="button" class="quiet end" onClick={() => props.act({ type: 'next' })}>
      {texts.skip}
    </button>
  </div>
)

/** One proposal, three votes; what others think only after the reader's own. */
export const VoteScreen = (props: Props) => {
  const { state, act, later } = props
  const own = ballot(state)?.vote
  const After = own && later?.AfterVote
  return (
    <>
      <Proposal {...props} />
      <div class="votes" part="votes">
        {VOTES.map((vote) => (
          <VoteButton key={vote} vote={vote} own={own} act={act} />
        ))}
        <Notice state={state} later={later} />
      </div>
      {After ? <After {...props} /> : <BeforeVote {...props} />}
    </>
  )
}
