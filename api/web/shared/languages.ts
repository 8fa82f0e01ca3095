import { keepChoice, readChoice } from './kept-choices.ts'

export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'unisson-language'

/** What this person chose before, else what the browser prefers. */
export function preferredLanguage(): Language {
  // Some browsers name no language.
  const wanted = [readChoice(KEPT) ?? '', ...(navigator.languages ?? [])].map((tag) => tag.slice(0, 2))
  return (
    LANGUAGES.find((language) => language === wanted.find((tag) => LANGUAGES.some((one) => one === tag))) ??
    'en'
  )
}

export function keepLanguage(language: Language): void {
  keepChoice(KEPT, language)
}
