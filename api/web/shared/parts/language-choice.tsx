import { useWords } from '../language.ts'
import { LANGUAGES, type Language } from '../languages.ts'

interface LanguageChoiceProps {
  language: Language
  onChoice(language: Language): void
}

/** The languages of the page, each in its own name. */
export function LanguageChoice({ language, onChoice }: LanguageChoiceProps) {
  return (
    <select
      aria-label={useWords().language}
      value={language}
      onChange={({ currentTarget }) => onChoice(currentTarget.value as Language)}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one}>
          {one.toUpperCase()}
        </option>
      ))}
    </select>
  )
}
