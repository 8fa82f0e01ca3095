import type { Lost, State } from '../core/state.ts'
import type { Reason } from '../core/verdict.ts'
import { say } from '../words/say.ts'
import type { Props } from './props.ts'

/** A line drawing beside a word; the word carries the meaning. */
export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d={path} />
  </svg>
)

export const VOTE_PATHS = { agree: 'M4 10.5l4 4 8-9', disagree: 'M5 5l10 10M15 5L5 15', neutral: 'M4 10h12' }

/** Which truth about what the reader did must be told now, if any. */
export const noticeOf = ({ delivery, lost }: State): Reason | Lost | undefined =>
  lost ?? (delivery === 'clear' || delivery === 'sending' ? undefined : delivery)

/** Tells what has not arrived; takes its room from the middle area, so that nothing moves. */
export const Notice = ({ state, later }: Pick<Props, 'state' | 'later'>) => {
  const NoticeContent = later?.NoticeContent
  return noticeOf(state) ? (
    <p class="notice">{NoticeContent ? <NoticeContent {...state} /> : say('votesKept')}</p>
  ) : null
}

/** A text that is cut to its first word where there is no room; a no-break space keeps two words together. */
export const Shortened = ({ text }: { text: string }) => {
  const [first, ...others] = text.split(' ')
  return (
    <span>
      {first}
      <span class="wide"> {others.join(' ')}</span>
    </span>
  )
}

/** The way to the form, as long as the consultation takes proposals. */
export const ProposeButton = ({ state, act }: Props) =>
  state.consultation?.phase === 'open' && (
    <button type="button" class="quiet" part="propose" onClick={() => act({ type: 'propose' })}>
      <Shortened text={say('propose')} />
    </button>
  )
