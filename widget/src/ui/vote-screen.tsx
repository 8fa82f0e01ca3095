import type { Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { ballot, current } from '../core/state.ts'
import { Icon, Notice, ProposeButton, VOTE_PATHS } from './controls.tsx'
import type { Props } from './props.ts'

/** Long texts are set smaller, so that they fit. */
export const sizeOf = (text = ''): string => (text.length > 110 ? 'long' : text.length > 60 ? 'medium' : '')

/** The proposal as a quotation, in the consultation's language. */
const Proposal = ({ state, later }: Props) => {
  const proposal = current(state)
  const language = state.consultation?.language ?? ''
  if (!proposal) return null
  const [opening, closing] = language.startsWith('fr') ? ['«\u202f', '\u202f»'] : ['“', '”']
  const voteCount = later?.voteCount(state)
  const byline = texts.byline(proposal.author)
  return (
    <figure
      class="stage"
      part="proposal"
      tabindex={-1}
      aria-label={texts.place(state.position + 1, state.sequence.length)}
    >
      <blockquote class={sizeOf(proposal.text)} lang={language} dir="auto">
        {opening}
        <bdi>{proposal.text}</bdi>
        {closing}
      </blockquote>
      <figcaption class="quiet">
        <bdi>{byline}</bdi>
        <span>{voteCount ? (byline ? ' · ' : '') + voteCount : ''}</span>
      </figcaption>
    </figure>
  )
}

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
      <Notice {...props} />
      <div class="votes" part="votes">
        {VOTES.map((vote) => (
          <VoteButton key={vote} vote={vote} own={own} act={act} />
        ))}
      </div>
      {After ? <After {...props} /> : <BeforeVote {...props} />}
    </>
  )
}
