// A line of French never begins with one of these marks, nor ends with an opening quote.
const BEFORE_A_MARK = / (?=[?!:;»%])/g
const BEHIND_A_QUOTE = /« /g
export const NO_BREAK = '\u00a0'
const LEFT_TO_RIGHT_MARK = '\u200e'

/** Between the parts of a line of figures: where the line is broken, it stays at the end of the first half. */
export const DOT = `${NO_BREAK}· `

/** The text with spaces that do not break before « ? », « ! », « : », « ; », « % » and within quotation marks. */
export const holdMarks = (text: string): string =>
  text.replace(BEFORE_A_MARK, NO_BREAK).replace(BEHIND_A_QUOTE, `«${NO_BREAK}`)

/**
 * A number as Intl writes it, for a place in a sentence. Arabic percentages carry marks that also turn a number after
 * them around, so that "90% · 177 votes" is read as "177 · 90% votes"; an isolate keeps to the number alone.
 */
export const isolatedNumber = (written: string): string =>
  written.includes(LEFT_TO_RIGHT_MARK) ? `\u2066${written.replaceAll(LEFT_TO_RIGHT_MARK, '')}\u2069` : written

/** What stands between a name and what follows it, as an age: Arabic and Persian have a comma of their own. */
export const commaOf = (language: string): string => (/^(?:ar|fa)\b/.test(language) ? '\u060c ' : ', ')
