import type { OriginalText } from '../domain/consultations/consultation-texts.ts'
import type { TranslationRecord } from '../store/translations.ts'
import type { TranslatedText } from '../wire/index.ts'
import { instant } from './instants.ts'

/** A text with what it says in other languages, as the team sees it. */
export const presentTranslated = (
  { id, text, language, longest }: OriginalText,
  translations: readonly TranslationRecord[],
): TranslatedText => ({
  id,
  text,
  language,
  longest,
  translations: translations
    .filter((one) => one.textId === id && one.language !== language)
    .map((one) => ({
      language: one.language,
      text: one.text,
      origin: one.provider === null ? 'team' : 'provider',
      provider: one.provider,
      isOutdated: one.source !== text,
      changedAt: instant(one.changedAt),
    })),
})
