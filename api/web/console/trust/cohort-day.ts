import type { Language } from '../../shared/languages.ts'

/** A day of the calendar as it is, whatever the time zone of who reads. */
export const cohortDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))
