import type { ComponentChildren } from 'preact'
import { texts } from '#later-locale'
import { texts as first } from '#locale'
import { candidates, type State } from '../core/state.ts'
import { Notice, ProposeButton } from './controls.tsx'
import type { Props } from './props.ts'

interface MessageProps {
  title?: string
  text: string
  note?: ComponentChildren
  notice?: ComponentChildren
  children?: ComponentChildren
}

const Message = ({ title, text, note, notice, children }: MessageProps) => (
  <>
    <section class="stage" tabindex={-1} aria-label={title ?? text}>
      {title && <p class="title">{title}</p>}
      <p>{text}</p>
      {note}
    </section>
    {notice}
    <div class="foot">{children}</div>
  </>
)

const PageLink = ({ state, text }: { state: State; text: string }) => (
  <a class="primary end" href={state.consultation?.url ?? ''} target="_top">
    {text}
  </a>
)

const Primary = ({ text, act }: { text: string; act(): void }) => (
  <button type="button" class="primary end" part="next" onClick={act}>
    {text}
  </button>
)

/** The end of a sequence, or of all there is. */
export const ThanksScreen = (props: Props) => {
  const { state, more } = props
  const nothing = state.screen === 'nothing'
  const saved = state.voted.length && state.delivery === 'clear'
  return (
    <Message
      title={nothing ? texts.nothing : texts.thanks}
      text={nothing ? texts.nothingText : texts.contributed(state.voted.length, state.proposals)}
      note={saved ? <p class="quiet">{texts.saved}</p> : null}
      notice={<Notice {...props} />}
    >
      <ProposeButton {...props} />
      {nothing || (state.lastDraw && !candidates(state).length) ? (
        <PageLink state={state} text={texts.open} />
      ) : (
        <Primary text={texts.more} act={more} />
      )}
    </Message>
  )
}

/** After the form: what is true of the proposal now. */
export const ProposedScreen = ({ state, act }: Props) => (
  <Message
    title={texts.thanks}
    text={state.submission === 'waiting' ? texts.waiting(state.delivery) : texts.submitted[state.submission]}
  >
    <Primary text={texts.more} act={() => act({ type: 'cancel' })} />
  </Message>
)

const percent = (share: number) => Math.round(share * 100)

/** What became of the consultation: once it is time for actions those, where there are some; else what people agree on. */
const listed = ({ outcome, consultation }: State): 'actions' | 'consensus' | undefined => {
  const isTime = consultation?.phase !== 'results' || !outcome?.consensus.length
  if (outcome?.actions.length && isTime) return 'actions'
  return outcome?.consensus.length ? 'consensus' : undefined
}

/** The list that `listed` names. */
const OutcomeList = (state: State) => (
  <ul class="outcome" part="outcome" lang={state.consultation?.language}>
    {listed(state) === 'actions' &&
      state.outcome?.actions.map(({ title, state: stage, progress }) => (
        <li key={title}>
          <bdi>{title}</bdi>
          <span class="quiet" lang={first.language}>
            {texts.actionStates[stage]}
          </span>
          {progress !== null && <i class="bar" style={{ '--share': progress }} />}
        </li>
      ))}
    {listed(state) === 'consensus' &&
      state.outcome?.consensus.map(({ text, agree }) => (
        <li key={text} class="agree">
          <bdi>{text}</bdi>
          <span class="quiet" lang={first.language}>
            {texts.agreed(percent(agree))}
          </span>
          <i class="bar" style={{ '--share': agree }} />
        </li>
      ))}
  </ul>
)

/** Before and after the time of votes. */
export const ClosedScreen = (props: Props) => {
  const { state } = props
  if (!state.consultation) return null
  return (
    <Message
      text={texts.phase(state.consultation, listed(state))}
      note={state.outcome && <OutcomeList {...state} />}
      notice={<Notice {...props} />}
    >
      <PageLink state={state} text={texts.link(state.consultation)} />
    </Message>
  )
}

/** Why nothing works, for the publisher: on their own pages, or with `debug`. */
const Reason = ({ state, page, debug }: FailedProps) => {
  const { refused, listed } = state.failure ?? {}
  if (refused === undefined || !(debug || listed)) return null
  return (
    <p class="quiet">
      <span>{texts.reasons[refused] ?? refused}</span>{' '}
      <a href={page.replace(/\/c\/[^/]*$/, '/self-test')} target="_top">
        {texts.selfTest}
      </a>
    </p>
  )
}

interface FailedProps extends Props {
  page: string
  debug: boolean
}

const HELD_BACK: unknown[] = ['foreign-origin', 'publisher-disabled']

/** The API is away and nothing is kept: the page's own fallback comes back, with a way to try again. */
export const FailedScreen = (props: FailedProps) => {
  const { state, retry, page } = props
  const { refused, later: reason } = state.failure ?? {}
  const isHeldBack = HELD_BACK.includes(refused)
  return (
    <Message
      text={reason ? texts.failed[reason] : isHeldBack ? texts.heldBack : texts.unavailable}
      note={
        <>
          <div>
            <slot>
              {reason && (
                <a href={page} target="_top">
                  {texts.open}
                </a>
              )}
            </slot>
          </div>
          <Reason {...props} />
        </>
      }
      notice={<Notice {...props} />}
    >
      {reason ? (
        <Primary text={texts.retry} act={retry} />
      ) : (
        <a class="primary end" href={page} target="_top">
          {isHeldBack ? texts.voteThere : texts.open}
        </a>
      )}
    </Message>
  )
}
