import { options } from 'preact'
import { placeOf, type State } from '../core/state.ts'
import { locale } from '../words/locale.ts'
import { say } from '../words/say.ts'
import type { CardProps, LaterParts } from './props.ts'
import { sizeOf, VoteScreen } from './vote-screen.tsx'

/** True if the screen of this state can be shown: the vote at once, the others when their download is there. */
export const isShowable = ({ screen }: State, later: LaterParts | undefined): boolean =>
  screen === 'vote' || (screen !== 'loading' && !!later)

/** True if somebody tries the page, and is shown what this widget does. */
const isWatched = (): boolean => location.hash.startsWith('#unisson-test=')

const Header = (props: CardProps) => {
  const { state, level, later } = props
  const Heading = `h${level}` as 'h2'
  const total = state.sequence.length
  const shown = state.screen === 'vote' || state.screen === 'segment'
  const done = shown ? (state.position + 1) / total : state.screen === 'thanks' ? 1 : 0
  return (
    <header>
      <Heading
        class={`question ${sizeOf(state.consultation?.question)}`}
        part="question"
        lang={state.consultation?.language}
        dir="auto"
      >
        {state.consultation?.question}
      </Heading>
      {later && <later.AboutButton {...props} />}
      <div class={isWatched() ? 'progress watched' : 'progress'}>
        <i class="bar" style={{ '--share': done }} />
        <span aria-hidden="true">
          {shown ? `${locale.digits(state.position + 1)}/${locale.digits(total)}` : ''}
        </span>
        <span>{isWatched() && later ? say('watched') : 'Unisson'}</span>
      </div>
    </header>
  )
}

const Screen = (props: CardProps) => {
  const { screen, about } = props.state
  const About = about && props.later?.AboutScreen
  if (About) return <About {...props} />
  if (screen === 'vote') return <VoteScreen {...props} />
  const Other = screen !== 'loading' && props.later?.screens[screen]
  return Other ? <Other {...props} /> : <slot />
}

/** The whole card. Until there is something to show the page's own content stays in its place. */
export const Card = (props: CardProps) => (
  <>
    {props.state.consultation && isShowable(props.state, props.later) && <Header {...props} />}
    <Screen key={placeOf(props.state)} {...props} />
    {props.later && <props.later.Printed {...props} />}
    <p class="hidden" role="status" part="status" lang={locale.language}>
      <span>{props.said}</span>
    </p>
  </>
)

const inner = options.vnode

/**
 * An element that holds nothing but a text is another element when the text is another. Translators put nodes of their
 * own in the place of texts; what is then written into the old node is never seen, and the old words stay on the screen.
 * A control that must keep the focus while its words change, or a live region, holds them in an element within.
 */
options.vnode = (vnode) => {
  inner?.(vnode)
  const { children } = vnode.props as { children?: unknown }
  if (typeof vnode.type === 'string' && typeof children === 'string') vnode.key ??= children
}
