import {
  type ItsLanguages,
  languagesOf,
  shownLanguage,
} from '../domain/consultations/consultation-languages.ts'
import type { Translations } from '../domain/consultations/translations.ts'
import type { Consultation } from '../wire/index.ts'
import { acceptedLanguage, widgetLanguage } from './languages.ts'

/**
 * The language in which the texts of a consultation are shown in a page of this tag. Where the consultation is not held in
 * it, that of the widget in such a page counts: the texts are then in the same language as the buttons.
 */
export const wantedLanguage = (consultation: ItsLanguages, tag: string | undefined): string =>
  tag === undefined ? consultation.language : shownLanguage(consultation, [tag, widgetLanguage(tag)])

/** The same on pages of our own: by the address, else by what the browser accepts. */
export const languageOfPage = (
  consultation: ItsLanguages,
  tag: string | undefined,
  accepted: string | undefined,
): string => shownLanguage(consultation, [tag ?? (accepted === undefined ? '' : acceptedLanguage(accepted))])

/**
 * The languages that a page offers by links: its own, and those into which the question is translated as it is now. Nothing
 * for a consultation in one language.
 */
export const offered = (
  consultation: ItsLanguages & { question: string },
  known: Translations | undefined,
): Pick<Consultation, 'languages'> =>
  known
    ? {
        languages: languagesOf(consultation).filter(
          (language) =>
            language === consultation.language ||
            known.find('consultation.question', consultation.question, language) !== undefined,
        ),
      }
    : {}
