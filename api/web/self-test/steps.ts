import type { SelfTestAnswer } from '../../src/wire/index.ts'

type Note = SelfTestAnswer['notes'][number]

export const STEPS = ['load', 'view', 'vote'] as const
export type Step = (typeof STEPS)[number]

const REACHED: Readonly<Record<Note['step'], number>> = { load: 1, view: 2, finish: 3, proposal: 2, vote: 3 }

/** The newest note that says how a step went: one that was taken, if there is any; each step implies those before it. */
export function noteOf(step: Step, notes: readonly Note[]): Note | undefined {
  const about = notes.filter((note) => REACHED[note.step] >= STEPS.indexOf(step) + 1)
  return about.findLast(({ problem }) => problem === null) ?? notes.findLast((note) => note.step === step)
}

/** The address under which an article is tried; null if it is none. */
export function addressOf(article: string, code: string): string | null {
  if (!URL.canParse(article)) return null
  const url = new URL(article)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  url.hash = `unisson-test=${code}`
  return url.href
}
