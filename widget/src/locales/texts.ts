import type { ActionState, Author, Consultation, ProblemCode, Qualification, Vote } from '@unisson/api/wire'
import type { FormProblem } from '../core/draft.ts'
import type { Delivery } from '../core/outbox.ts'
import type { Lost } from '../core/state.ts'
import type { Reason } from '../core/verdict.ts'

/** All that the widget says; one pair of files per language, and the compiler sees that none lacks a sentence. */
export interface Texts {
  language: string
  votes: Record<Vote, string>
  place(position: number, total: number): string
  byline(author: Author | undefined): string
  hint: string
  /** Where a test of the page shows somebody what this widget does. */
  watched: string
  propose: string
  skip: string
  /** Of votes that nothing is known of but that they wait */
  kept: string
}

/** What it says after the first proposal: the second download. */
export interface LaterTexts {
  qualifications: Record<Qualification, string>
  percent(share: number): string
  voteCount(total: number): string
  next: string
  finish: string
  undo: string
  voted(vote: Vote, share: string, total: number): string
  undone: string
  cancel: string
  send: string
  sending: string
  field: string
  name: string
  age: string
  left(characters: number): string
  notices: Record<Reason | Lost, string>
  problems: Record<FormProblem, string>
  seeDuplicate: string
  thanks: string
  submitted: Record<'pending' | 'accepted', string>
  waiting(delivery: Delivery): string
  contributed(votes: number, proposals: number): string
  saved: string
  more: string
  nothing: string
  nothingText: string
  optional: string
  agreed(share: number): string
  actionStates: Record<ActionState, string>
  /** With what is listed below it, if anything */
  phase(consultation: Consultation, listed?: 'actions' | 'consensus' | undefined): string
  link(consultation: Consultation): string
  failed: Record<Reason, string>
  heldBack: string
  voteThere: string
  /** For the publisher, by the code of the problem */
  reasons: Partial<Record<ProblemCode | '', string>>
  selfTest: string
  unavailable: string
  retry: string
  open: string
  about: string
  askedBy(names: readonly string[]): string
  becomes: string
  kept: string
  forget: string
  sure: string
  forgotten: string
  back: string
  scan(takesVotes: boolean): string
}
