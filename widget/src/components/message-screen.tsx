import type { ComponentChildren } from 'preact'
import { texts } from '#later-locale'
import { candidates, type State } from '../state.ts'
import { Notice } from './notice.tsx'
import { OutcomeList } from './outcome-list.tsx'
import { ProposeButton } from './propose-button.tsx'
import type { Props } from './props.ts'

interface MessageProps {
  title?: string
  text: string
  note?: ComponentChildren
  children?: ComponentChildren
}

const Message = ({ title, text, note, children }: MessageProps) => (
  <>
    <section class="stage" tabindex={-1} aria-label={title ?? text}>
      {title && <p class="title">{title}</p>}
      <p>{text}</p>
      {note}
    </section>
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
    >
      <Notice state={state} />
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
  <Message title={texts.thanks} text={texts.submitted[state.submission]}>
    <Primary text={texts.more} act={() => act({ type: 'cancel' })} />
  </Message>
)

/** Before and after the time of votes. */
export const ClosedScreen = ({ state }: Props) =>
  state.consultation && (
    <Message text={texts.phase(state.consultation)} note={state.outcome && <OutcomeList {...state} />}>
      <PageLink state={state} text={texts.link(state.consultation)} />
    </Message>
  )

/** The API is away and nothing is kept: the page's own fallback comes back, with a way to try again. */
export const FailedScreen = ({ state, retry, page }: Props & { page: string }) => (
  <Message
    text={state.final ? texts.unavailable : texts.failed}
    note={
      <div>
        <slot>
          <a href={page} target="_top">
            {texts.open}
          </a>
        </slot>
      </div>
    }
  >
    {!state.final && <Primary text={texts.retry} act={retry} />}
  </Message>
)
