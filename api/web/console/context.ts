import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SessionOfAdministrator } from '../../src/wire/index.ts'
import type { Language } from '../shared/languages.ts'
import type { Client } from './client.ts'
import type { Texts } from './locales/fr.ts'

/** What every part of the console may need. */
export interface ConsoleContext {
  client: Client
  texts: Texts
  language: Language
  administrator: SessionOfAdministrator['administrator']
}

export const Context = createContext<ConsoleContext | null>(null)

/** What all parts of the console share; throws outside of it. */
export function useConsole(): ConsoleContext {
  const context = useContext(Context)
  if (!context) throw new Error('A part of the console stands outside of it')
  return context
}
