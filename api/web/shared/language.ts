import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { keepChoice, readChoice } from './kept-choices.ts'
import { type Language, languageFor } from './languages.ts'
import type { CommonTexts } from './locales/fr.ts'
import { loadTexts, type TextFiles } from './translation.ts'

const KEPT = 'unisson-language'

/** What this person chose before, else what the browser prefers. */
const preferredLanguage = (): Language =>
  // Some browsers name no language.
  languageFor([readChoice(KEPT) ?? '', ...(navigator.languages ?? [])])

interface Spoken<Texts> {
  language: Language
  texts: Texts
}

export interface PageLanguage<Texts> {
  /** Null until the first language is there; then always the last one that could be loaded. */
  spoken: Spoken<Texts> | null
  hasFailed: boolean
  /** Kept on this device. */
  choose(language: Language): void
}

/** The language of the page and its sentences, one download each. */
export function useTexts<Texts extends CommonTexts & { title: string }>(
  files: TextFiles<Texts>,
): PageLanguage<Texts> {
  const [wanted, setWanted] = useState(preferredLanguage)
  const [spoken, setSpoken] = useState<Spoken<Texts> | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    let isCurrent = true
    loadTexts(files, wanted).then(
      (texts) => isCurrent && setSpoken({ language: wanted, texts }),
      () => isCurrent && setFailed(true),
    )
    return () => {
      isCurrent = false
    }
  }, [wanted])
  useEffect(() => {
    if (!spoken) return
    document.documentElement.lang = spoken.language
    document.title = `Unisson · ${spoken.texts.title}`
  }, [spoken])
  const choose = (chosen: Language) => {
    keepChoice(KEPT, chosen)
    setWanted(chosen)
  }
  return { spoken, hasFailed, choose }
}

/** The texts that the shared parts speak with; each page provides them in its language. */
export const Words = createContext<CommonTexts | null>(null)

/** The page's texts for shared parts; throws outside of a page. */
export function useWords(): CommonTexts {
  const words = useContext(Words)
  if (!words) throw new Error('A shared part stands outside of a page')
  return words
}
