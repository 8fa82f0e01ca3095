import { type Key, locale } from './locale.ts'
import { fill, sentence } from './say.ts'

/** What the second download knows of the reader's language. */
interface LaterLocale {
  words: object
  /** Between groups of digits, from which number on */
  group: readonly [string, number]
  /** Before and after the number */
  percent: readonly [string, string]
  /** A day as it is written, from an instant */
  date(instant: string): string
  /** The category of CLDR: one, few, … */
  plural(count: number): string
}

/** The build puts it here. */
declare const LATER_LOCALE: LaterLocale

const later: LaterLocale = LATER_LOCALE
export const { date } = later

Object.assign(locale.words, later.words)

const number = (value: number): string => {
  const [group, from] = later.group
  return `${locale.digits(`${value}`.replace(/\B(?=(\d{3})+$)/g, value < from ? '' : group))}`
}

/** A number of percent, with the sign where the language puts it. */
export const percent = (share: number): string => later.percent[0] + number(share) + later.percent[1]

/** "A, B and C". */
export const list = (names: readonly string[]): string => {
  const [comma, and] = locale.list
  return [names.slice(0, -1).join(comma), ...names.slice(-1)].filter(Boolean).join(and)
}

const PLURALS = /\{(\w+), plural,((?:[^{}]*\{[^{}]*\})+) *\}/g

/** A sentence in which words follow a number, as ICU messages write it: `{count, plural, one {# vote} other {# votes}}`. */
export const sayPlural = (key: Key, values: Readonly<Record<string, string | number>>): string => {
  const counted = (_whole: string, name: string, forms: string) => {
    const count = values[name] as number
    const form = (category: string) => forms.split(`${category} {`)[1]?.split('}')[0]
    return (form(later.plural(count)) ?? form('other') ?? '').replace('#', number(count))
  }
  return fill(sentence(key)?.replace(PLURALS, counted), values)
}
