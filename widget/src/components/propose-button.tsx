import { texts } from '#locale'
import type { Props } from './props.ts'
import { Shortened } from './shortened.tsx'

/** The way to the form, as long as the consultation takes proposals. */
export const ProposeButton = ({ state, act }: Props) =>
  state.consultation?.phase === 'open' && (
    <button type="button" class="quiet" part="propose" onClick={() => act({ type: 'propose' })}>
      <Shortened text={texts.propose} />
    </button>
  )
