import type { Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'
import { ballot, current } from '../core/state.ts'
import { locale } from '../words/locale.ts'
import { say } from '../words/say.ts'
import { Icon, Notice, ProposeButton, VOTE_PATHS } from './controls.tsx'
import type { Props } from './props.ts'

/** Long texts are set smaller, so that they fit. */
export const sizeOf = (text = ''): string => (text.length > 110 ? 'long' : text.length > 60 ? 'medium' : '')

/** The proposal as a quotation: in its language, between the marks of the text around it. */
const Proposal = (props: Props) => {
  const { state, later } = props
  const proposal = current(state)
  if (!proposal) return null
  const { digits, list, quotes } = locale
  const { name, age } = proposal.author ?? {}
  return (
    <figure
      class="stage"
      part="proposal"
      tabindex={-1}
      aria-label={say('place', {
        position: digits(state.position + 1),
        total: digits(state.sequence.length),
      })}
    >
      <blockquote
        class={sizeOf(proposal.text)}
        lang={proposal.language ?? state.consultation?.language}
        dir="auto"
      >
        {quotes[0]}
        <span>{proposal.text}</span>
        {quotes[1]}
      </blockquote>
      <figcaption class="quiet">
        <span>
          <bdi>{name}</bdi>
          {name && age && list[0]}
          {age && say('aged', { age: digits(age) })}
        </span>
        {later && <later.Caption {...props} />}
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
    <span>{say(`votes.${vote}`)}</span>
  </button>
)

const BeforeVote = (props: Props) => (
  <div class="foot tall">
    <p class="results quiet">{say('hint')}</p>
    <ProposeButton {...props} />
    <button type="button" class="quiet end" onClick={() => props.act({ type: 'next' })}>
      {say('skip')}
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
