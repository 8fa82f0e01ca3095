import { texts } from '#locale'
import { current } from '../state.ts'
import type { Props } from './props.ts'

/** Long texts are set smaller, so that they fit. */
export const sizeOf = (text = ''): string => (text.length > 110 ? 'long' : text.length > 60 ? 'medium' : '')

/** The proposal as a quotation, in the consultation's language. */
export const Proposal = ({ state, later }: Props) => {
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
