import { texts } from '#locale'
import type { Later } from '../fetch-later.ts'
import { placeOf, type State } from '../state.ts'
import type { Props } from './props.ts'
import { VoteScreen } from './vote-screen.tsx'

export interface CardProps extends Props {
  level: string
  page: string
  said: string
}

/** True if the screen of this state can be shown: the vote at once, the others when their download is there. */
export const isShowable = ({ screen }: State, later: Later | undefined): boolean =>
  screen === 'vote' || (screen !== 'loading' && !!later)

const Header = ({ state, level }: CardProps) => {
  const Heading = `h${level}` as 'h2'
  const total = state.sequence.length
  const shown = state.screen === 'vote' || state.screen === 'segment'
  const done = shown ? (state.position + 1) / total : state.screen === 'thanks' ? 1 : 0
  return (
    <header>
      <Heading class="question" part="question" lang={state.consultation?.language}>
        {state.consultation?.question}
      </Heading>
      <div class="progress" aria-hidden="true">
        <i class="bar" style={{ '--share': done }} />
        <span>{shown ? `${state.position + 1}/${total}` : ''}</span>
      </div>
    </header>
  )
}

const Screen = (props: CardProps) => {
  const { screen } = props.state
  if (screen === 'vote') return <VoteScreen {...props} />
  const Other = screen !== 'loading' && props.later?.screens[screen]
  return Other ? <Other {...props} /> : <slot />
}

/** The whole card. Until there is something to show the page's own content stays in its place. */
export const Card = (props: CardProps) => (
  <>
    {props.state.consultation && isShowable(props.state, props.later) && <Header {...props} />}
    <Screen key={placeOf(props.state)} {...props} />
    <p class="hidden" role="status" part="status" lang={texts.language}>
      <span>{props.said}</span>
    </p>
  </>
)
