/** @jsxImportSource #jsx */

import { texts } from '#locale'
import type { Child } from '../jsx/jsx-runtime.ts'
import type { Screen } from '../state.ts'
import { ClosedScreen, FailedScreen, ProposedScreen, ThanksScreen } from './message-screen.tsx'
import { ProposeScreen } from './propose-screen.tsx'
import type { Props } from './props.ts'
import { VoteScreen } from './vote-screen.tsx'

interface CardProps extends Props {
  level: string
  page: string
  said: string
}

const SCREENS: Record<Exclude<Screen, 'loading'>, (props: CardProps) => Child> = {
  failed: FailedScreen,
  closed: ClosedScreen,
  vote: VoteScreen,
  propose: ProposeScreen,
  proposed: ProposedScreen,
  thanks: ThanksScreen,
  nothing: ThanksScreen,
}

const Header = ({ state, level }: CardProps) => {
  const Heading = `h${level}` as 'h2'
  const total = state.sequence.length
  const shown = state.screen === 'vote'
  const done = shown ? (state.position + 1) / total : state.screen === 'thanks' ? 1 : 0
  return (
    <header>
      <Heading class="question" part="question" lang={state.consultation?.language}>
        {state.consultation?.question}
      </Heading>
      <div class="progress" aria-hidden="true">
        <i class="bar" style={{ '--share': done }} />
        {shown && `${state.position + 1}/${total}`}
      </div>
    </header>
  )
}

/** The whole card. Until there is data the page's own content stays in its place. */
export const Card = (props: CardProps) => {
  const { screen, consultation } = props.state
  const Shown = screen !== 'loading' && SCREENS[screen]
  return (
    <>
      {consultation && Shown && <Header {...props} />}
      {Shown ? <Shown {...props} /> : <slot />}
      <p class="hidden" role="status" part="status" lang={texts.language}>
        {props.said}
      </p>
    </>
  )
}
