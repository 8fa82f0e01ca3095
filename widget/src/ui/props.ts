import type { ComponentChildren, ComponentType } from 'preact'
import type { Controller } from '../core/controller.ts'
import type { Action, Screen, State } from '../core/state.ts'
import type { Surroundings } from '../host/element.ts'

/** What every part of the card is given: what to show, and what the reader may do. */
export interface Props {
  state: State
  act(action: Action): void
  /** Hands something to the sync client, once that has come. */
  send: Controller['send']
  /** Goes on with the next sequence, drawing more proposals if need be. */
  more(): void
  retry(): void
  /** The second download, once it is there. */
  later: LaterParts | undefined
}

export interface CardProps extends Props {
  level: string
  page: string
  option: Surroundings['option']
  said: ComponentChildren
}

/** The parts of the card that come with the second download. */
export interface LaterParts {
  screens: Record<Exclude<Screen, 'loading' | 'vote'>, ComponentType<CardProps>>
  AboutButton: ComponentType<CardProps>
  AboutScreen: ComponentType<CardProps>
  AfterVote: ComponentType<Props>
  Printed: ComponentType<CardProps>
  NoticeContent: ComponentType<State>
  Caption: ComponentType<Props>
}
