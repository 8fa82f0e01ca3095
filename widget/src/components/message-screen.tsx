/** @jsxImportSource #jsx */
import type { Child } from '../jsx/jsx-runtime.ts'
import { texts } from '#locale'
import { candidates, type State } from '../state.ts'
import { Notice, noticeOf } from './notice.tsx'
import type { Props } from './props.ts'

const Message = ({ title, text, children }: { title?: string; text: string; children?: Child }) => (
  <div class="stage message" tabindex={-1} role="group" aria-label={title ?? text}>
    {title && <p class="title">{title}</p>}
    <p>{text}</p>
    {children}
  </div>
)

const ProposeButton = ({ state, act }: Props) =>
  state.consultation?.phase === 'open' ? (
    <button type="button" class="quiet" part="propose" onClick={() => act({ type: 'propose' })}>
      {texts.propose}
    </button>
  ) : null

const PageLink = ({ state, text, primary }: { state: State; text: string; primary?: boolean }) => (
  <a class={primary ? 'primary' : 'quiet'} href={state.consultation?.url} target="_top">
    {text}
  </a>
)

/** The end of a sequence, or of all there is. */
export const ThanksScreen = (props: Props) => {
  const { state, more } = props
  const nothing = state.screen === 'nothing'
  const done = nothing || (state.lastDraw && !candidates(state).length)
  const saved = state.voted.length > 0 && state.delivery === 'clear' && !noticeOf(state)
  return (
    <>
      <Message
        title={nothing ? texts.nothing : texts.thanks}
        text={nothing ? texts.nothingText : texts.contributed(state.voted.length, state.proposals)}
      >
        <p class="quiet">{saved && texts.saved}</p>
      </Message>
      <Notice state={state} />
      <div class="foot">
        <ProposeButton {...props} />
        <span class="end" />
        {done ? (
          state.consultation && <PageLink state={state} text={texts.open} />
        ) : (
          <button type="button" class="primary" part="next" onClick={more}>
            {texts.more}
          </button>
        )}
      </div>
    </>
  )
}

/** After the form: what is true of the proposal now. */
export const ProposedScreen = ({ state, act }: Props) => (
  <>
    <Message title={texts.thanks} text={texts.submitted[state.submission]} />
    <div class="foot">
      <span class="end" />
      <button type="button" class="primary" part="next" onClick={() => act({ type: 'cancel' })}>
        {texts.more}
      </button>
    </div>
  </>
)

/** Before and after the time of votes. */
export const ClosedScreen = ({ state }: Props) =>
  state.consultation ? (
    <>
      <Message text={texts.phase(state.consultation)} />
      <div class="foot">
        <PageLink state={state} text={texts.link(state.consultation)} primary />
      </div>
    </>
  ) : null

/** The API is away and nothing is kept: the page's own fallback comes back, with a way to try again. */
export const FailedScreen = ({ state, retry, page }: Props & { page: string }) => (
  <>
    <Message text={state.final ? texts.unavailable : texts.failed}>
      <slot>
        <a href={page} target="_top">
          {texts.open}
        </a>
      </slot>
    </Message>
    {!state.final && (
      <div class="foot">
        <button type="button" class="primary" onClick={retry}>
          {texts.retry}
        </button>
      </div>
    )}
  </>
)
