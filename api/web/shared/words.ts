import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type CommonTexts, fr } from './texts/fr.ts'

/** The texts that the shared parts speak with; each page provides them in its language. */
export const Words = createContext<CommonTexts>(fr)

export const useWords = (): CommonTexts => useContext(Words)
