// The second download: what a reader may need after the first proposal is on the screen. It arrives while they read.
import type { ComponentType } from 'preact'
import type { CardProps } from './components/card.tsx'
import { ClosedScreen, FailedScreen, ProposedScreen, ThanksScreen } from './components/message-screen.tsx'
import { ProposeScreen } from './components/propose-screen.tsx'
import { SegmentScreen } from './components/segment-screen.tsx'
import css from './later.css?inline'
import type { Screen } from './state.ts'

export type LaterScreens = Record<Exclude<Screen, 'loading' | 'vote'>, ComponentType<CardProps>>

export const screens: LaterScreens = {
  failed: FailedScreen,
  closed: ClosedScreen,
  segment: SegmentScreen,
  propose: ProposeScreen,
  proposed: ProposedScreen,
  thanks: ThanksScreen,
  nothing: ThanksScreen,
}

export { activation } from './activation.ts'
export { AboutButton, AboutScreen } from './components/about-screen.tsx'
export { AfterVote } from './components/after-vote.tsx'
export { Printed } from './components/printed.tsx'
export { Told } from './components/told.tsx'
export { ensureContrast } from './contrast.ts'
export { Courier } from './courier.ts'
export { dropAllExpired, dropExpired } from './drop.ts'
export { goOn, judge } from './failure.ts'
export { moveFocus } from './focus.ts'
export { followPage } from './follow-page.ts'
export { followReader } from './follow-reader.ts'
export { ForeignHands } from './foreign-hands.ts'
export { spoken, voteCount } from './spoken.ts'
export { giveBackWriting, keepWriting } from './writing.ts'
export { css }
