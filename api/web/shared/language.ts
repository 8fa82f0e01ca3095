import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { keepChoice, readChoice } from './kept-choices.ts'
import { type CommonTexts, fr } from './texts/fr.ts'

export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'unisson-language'

/** What this person chose before, else what the browser prefers. */
function preferredLanguage(): Language {
  // Some browsers name no language.
  const wanted = [readChoice(KEPT) ?? '', ...(navigator.languages ?? [])].map((tag) => tag.slice(0, 2))
  const first = wanted.find((tag) => LANGUAGES.some((one) => one === tag))
  return LANGUAGES.find((language) => language === first) ?? 'en'
}

/** The language of the page, kept on this device once somebody chose it; `titles` are those of the window. */
export function useLanguage(
  titles: Readonly<Record<Language, string>>,
): [Language, (chosen: Language) => void] {
  const [language, setLanguage] = useState(preferredLanguage)
  const title = titles[language]
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `Unisson · ${title}`
  }, [language, title])
  const choose = (chosen: Language) => {
    keepChoice(KEPT, chosen)
    setLanguage(chosen)
  }
  return [language, choose]
}

/** The texts that the shared parts speak with; each page provides them in its language. */
export const Words = createContext<CommonTexts>(fr)

export const useWords = (): CommonTexts => useContext(Words)
