import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SessionOfEditor } from '../../src/wire/index.ts'
import type { Language } from '../shared/languages.ts'
import type { Client } from './client.ts'
import type { Texts } from './locales/fr.ts'

/** What every part of the dashboard may need. */
export interface DashboardContext {
  client: Client
  texts: Texts
  language: Language
  session: SessionOfEditor
}

export const Context = createContext<DashboardContext | null>(null)

/** What all parts of the dashboard share; throws outside of it. */
export function useDashboard(): DashboardContext {
  const context = useContext(Context)
  if (!context) throw new Error('A part of the dashboard stands outside of it')
  return context
}
