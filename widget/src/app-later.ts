// The second download: what a reader may need after the first proposal is on the screen. It arrives while they read.
import './core/state-later.ts'
import { ClosedScreen, FailedScreen, ProposedScreen, ThanksScreen } from './ui/message-screen.tsx'
import { ProposeScreen } from './ui/propose-screen.tsx'
import type { LaterParts } from './ui/props.ts'
import { SegmentScreen } from './ui/segment-screen.tsx'
import css from './ui/styles-later.css?inline'

export const screens: LaterParts['screens'] = {
  failed: FailedScreen,
  closed: ClosedScreen,
  segment: SegmentScreen,
  propose: ProposeScreen,
  proposed: ProposedScreen,
  thanks: ThanksScreen,
  nothing: ThanksScreen,
}

export { goOn, judge } from './core/failure.ts'
export { followReader } from './core/follow-reader.ts'
export { dropAllExpired, dropExpired } from './core/outbox.ts'
export { SyncClient } from './core/sync-client.ts'
export { ensureContrast } from './host/contrast.ts'
export { followActs } from './host/follow-acts.ts'
export { followPage } from './host/follow-page.ts'
export { ForeignMutations } from './host/mutations.ts'
export { activation } from './host/viewability.ts'
export { AboutButton, AboutScreen } from './ui/about-screen.tsx'
export { AfterVote } from './ui/after-vote.tsx'
export { announcement, moveFocus, NoticeContent } from './ui/announce.tsx'
export { Caption } from './ui/caption.tsx'
export { Printed } from './ui/printed.tsx'
export { giveBackWriting, keepWriting } from './ui/propose-screen.tsx'
export { css }
