/** @jsxImportSource #jsx */
import { QUALIFICATIONS } from '@unisson/api/wire/constants'
import { texts } from '#locale'
import { ballot } from '../state.ts'
import { Icon } from './icon.tsx'
import { ProposeButton } from './propose-button.tsx'
import type { Props } from './props.ts'

const BeforeVote = (props: Props) => (
  <div class="foot">
    <ProposeButton {...props} />
    <button type="button" class="quiet end" onClick={() => props.act({ type: 'next' })}>
      {texts.skip}
    </button>
  </div>
)

/** Nuances, a way back and the way on; before the vote a quieter pair. */
export const VoteFoot = (props: Props) => {
  const { state, act } = props
  const own = ballot(state)
  if (!own) return <BeforeVote {...props} />
  const last = state.position + 1 === state.sequence.length
  return (
    <div class="foot">
      <div class="chips">
        {QUALIFICATIONS[own.vote].map((qualification) => (
          <button
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
      <button type="button" class="primary" part="next" onClick={() => act({ type: 'next' })}>
        {last ? texts.finish : texts.next}
        <Icon name="next" />
      </button>
    </div>
  )
}
