import { type ItsLanguages, shownLanguage } from '../domain/consultations/consultation-languages.ts'
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
