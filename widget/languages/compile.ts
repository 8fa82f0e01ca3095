import * as cardinals from 'make-plural/cardinals'
import { commaOf, isolatedNumber } from '../../api/src/domain/text/typography.ts'
import { type Catalog, REFERENCE, readCatalog, type Sentences } from './catalog.ts'

// What the widget needs of a language, as source text. What Intl would say is worked out here: its first use takes
// longer than all the rest of a vote on a slow phone, and some browsers lack the smaller languages.

/** Sentences of the first download: all that is said until the reader's first vote. */
const FIRST = [
  'votes.agree',
  'votes.disagree',
  'votes.neutral',
  'place',
  'aged',
  'hint',
  'propose',
  'skip',
  'votesKept',
]

/** Whose dates some browsers cannot write. */
const WITHOUT_DATES = ['br', 'eu', 'ga', 'is', 'mt']

const MONTHS = Array.from({ length: 12 }, (_, month) => month)

const literal = (text: string): string => JSON.stringify(text)

/** An object literal; no quotes around the names that need none. */
const object = (fields: Readonly<Record<string, string>>): string =>
  `{${Object.entries(fields)
    .map(([key, value]) => `${/^[a-z]\w*$/i.test(key) ? key : literal(key)}:${value}`)
    .join()}}`

const words = (sentences: Sentences, isMeant: (key: string) => boolean): string =>
  object(
    Object.fromEntries(
      Object.entries(sentences)
        .filter(([key]) => isMeant(key))
        .map(([key, text]) => [key, literal(text)]),
    ),
  )

/** Puts a number into the digits of the language. */
function digitsSource(language: string): string {
  const format = new Intl.NumberFormat(language)
  const digits = MONTHS.slice(0, 10)
    .map((digit) => format.format(digit))
    .join('')
  return digits === '0123456789' ? 'n=>n' : `n=>\`\${n}\`.replace(/\\d/g,n=>${literal(digits)}[n])`
}

/** What stands between groups of digits, and from which number on. */
function groupParts(language: string): string {
  const format = new Intl.NumberFormat(language)
  const groupIn = (number: number) => format.formatToParts(number).find(({ type }) => type === 'group')?.value
  return JSON.stringify([groupIn(1_234_567) ?? '', groupIn(1234) === undefined ? 10_000 : 1000])
}

/** What stands before and after the number of a percentage; the marks of Arabic would turn the number after it around. */
function percentParts(language: string): string {
  const written = isolatedNumber(new Intl.NumberFormat(language, { style: 'percent' }).format(0.62))
  return JSON.stringify(written.split(new Intl.NumberFormat(language).format(62)))
}

/** What stands between the names of a list, and before the last. */
function listParts(language: string): string {
  const format = new Intl.ListFormat(language)
  const between = (names: string[]) =>
    format.formatToParts(names).find(({ type }) => type === 'literal')?.value
  // In Arabic each name of a list has its "and"; between a name and an age stands a comma.
  return JSON.stringify([commaOf(language), between(['A', 'B'])])
}

/** Days as the language writes them; by the browser's own Intl where every browser knows the language. */
function dateSource(language: string): string {
  if (!WITHOUT_DATES.includes(language)) {
    // Day before month, as most readers of English in Europe expect.
    const tag = language === 'en' ? 'en-GB' : language
    const first = language === 'fr' ? '.replace(/^1 /,"1er ")' : ''
    return `i=>new Date(i).toLocaleDateString("${tag}",{dateStyle:"long"})${first}`
  }
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const partsOf = (month: number) => format.formatToParts(Date.UTC(2027, month, 5))
  const months = MONTHS.map((month) => partsOf(month).find(({ type }) => type === 'month')?.value)
  const code: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {
    day: 'd.getDate()',
    month: 'm[d.getMonth()]',
    year: 'd.getFullYear()',
  }
  const written = partsOf(0).map(({ type, value }) => (code[type] ? `\${${code[type]}}` : value))
  return `i=>{let d=new Date(i),m=${literal(months.join())}.split(",");return\`${written.join('')}\`}`
}

function pluralSource(language: string): string {
  const rule = (cardinals as Record<string, ((count: number) => string) | undefined>)[language]
  if (!rule) throw new Error(`No rule of plurals is known for ${language}`)
  return rule.toString()
}

/** A language as source text: what the first download says, and what the second adds. */
export interface CompiledLanguage {
  first: string
  later: string
}

function compileCatalog(language: string, catalog: Catalog, reference: Catalog): CompiledLanguage {
  const { quotes, direction = 'ltr' } = catalog
  // Sentence by sentence: what a language lacks is said in English.
  const sentences = { ...reference.widget, ...catalog.widget }
  return {
    first: object({
      language: literal(language),
      direction: literal(direction),
      quotes: JSON.stringify(quotes),
      digits: digitsSource(language),
      list: listParts(language),
      words: words(sentences, (key) => FIRST.includes(key)),
    }),
    later: object({
      plural: pluralSource(language),
      group: groupParts(language),
      percent: percentParts(language),
      date: dateSource(language),
      words: words(sentences, (key) => !FIRST.includes(key)),
    }),
  }
}

export const compileLanguage = (language: string): CompiledLanguage =>
  compileCatalog(language, readCatalog(language), readCatalog(REFERENCE))
