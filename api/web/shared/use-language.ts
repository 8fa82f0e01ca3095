import { useEffect, useState } from 'preact/hooks'
import { keepLanguage, type Language, preferredLanguage } from './languages.ts'

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
    keepLanguage(chosen)
    setLanguage(chosen)
  }
  return [language, choose]
}
