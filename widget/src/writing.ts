import type { ConsultationSession } from './consultation.ts'
import type { State } from './state.ts'
import type { Surroundings } from './surroundings.ts'

type Writing = Pick<State, 'draft' | 'writing'>

/** What is being written, by element and consultation: it outlives an app that is stopped and begun again. */
const writings = new WeakMap<Element, Writing & { slug: string | undefined }>()

/** Keeps what is being written. */
export const keepWriting = ({ element, option }: Surroundings, { draft, writing }: State): void => {
  if (draft.text || writings.has(element))
    writings.set(element, { draft, writing, slug: option('consultation') })
}

/** Gives back what was being written in this element before, with the form as it was. */
export const giveBackWriting = (page: Surroundings, session: ConsultationSession): void => {
  const kept = writings.get(page.element)
  const { state } = session
  if (!kept || kept.slug !== page.option('consultation') || state.draft.text) return
  const { draft, writing } = kept
  const isOpen = writing && state.screen === 'vote' && state.consultation?.phase === 'open'
  session.set({ draft, writing, ...(isOpen ? { screen: 'propose' } : {}) })
}
