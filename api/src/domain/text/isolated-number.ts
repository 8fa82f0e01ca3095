const LEFT_TO_RIGHT_MARK = '\u200e'

/**
 * A number as Intl writes it, for a place in a sentence. Arabic percentages carry marks that also turn a number after
 * them around, so that "90% · 177 votes" is read as "177 · 90% votes"; an isolate keeps to the number alone.
 */
export const isolatedNumber = (written: string): string =>
  written.includes(LEFT_TO_RIGHT_MARK) ? `\u2066${written.replaceAll(LEFT_TO_RIGHT_MARK, '')}\u2069` : written
