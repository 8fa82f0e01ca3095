// A line of French never begins with one of these marks, nor ends with an opening quote.
const BEFORE_A_MARK = / (?=[?!:;»%])/g
const BEHIND_A_QUOTE = /« /g
const NO_BREAK = '\u00a0'

/** The text with spaces that do not break before « ? », « ! », « : », « ; », « % » and within quotation marks. */
export const holdMarks = (text: string): string =>
  text.replace(BEFORE_A_MARK, NO_BREAK).replace(BEHIND_A_QUOTE, `«${NO_BREAK}`)
