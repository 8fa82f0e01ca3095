import { IntlMessageFormat } from 'intl-messageformat'
import type english from '../../../widget/locales/en.json'
import { isolatedNumber } from '../domain/text/typography.ts'

type English = typeof english
type Part = 'widget' | 'page' | 'results' | 'front' | 'problem' | 'integrity' | 'report'

/** What a sentence is called: its part of the file, and its name there. */
export type Key = { [Name in Part]: `${Name}.${keyof English[Name] & string}` }[Part]

/** A language's file; what it lacks is said in English. */
export interface Catalog {
  name: string
  quotes: readonly string[]
  direction?: string
  widget: Readonly<Record<string, string>>
  page?: Readonly<Record<string, string>>
  results?: Readonly<Record<string, string>>
  front?: Readonly<Record<string, string>>
  problem?: Readonly<Record<string, string>>
  integrity?: Readonly<Record<string, string>>
  report?: Readonly<Record<string, string>>
}

type Values = Readonly<Record<string, string | number>>

/** How the pages speak in one language. */
export interface Words {
  language: string
  direction: 'ltr' | 'rtl'
  /** A sentence; of one that the language lacks the English one. */
  say(key: Key, values?: Values): string
  number(value: number): string
  percent(share: number): string
  /** A day in Paris, where consultations are dated, or in another time zone. */
  day(instant: string, timeZone?: string): string
  /** The same with its hour and minute. */
  moment(instant: string, timeZone?: string): string
}

const PARIS = 'Europe/Paris'

/** Made when first wanted: loading a language's rules takes milliseconds, and every start would wait for them. */
function onceWanted<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

function sentenceIn(catalog: Catalog, part: Part, name: string): string | undefined {
  return catalog[part]?.[name]
}

/** Markup has no meaning in it. */
const messageOf = (text: string, language: string): IntlMessageFormat =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true })

/** The same, but for sentences that a publisher or a consultation says in words of its own. */
export function withOwnWords(words: Words, own: Readonly<Record<string, string>> | undefined): Words {
  if (!own) return words
  const messages = new Map<Key, IntlMessageFormat>()
  return {
    ...words,
    say(key, values) {
      const text = own[key.replace(/^widget\./, '')]
      if (text === undefined) return words.say(key, values)
      const message = messages.get(key) ?? messageOf(text, words.language)
      messages.set(key, message)
      return String(message.format(values))
    },
  }
}

/** The words of a language, whose file this is. */
export function wordsOf(language: string, catalog: Catalog, reference: Catalog): Words {
  const numbers = onceWanted(() => new Intl.NumberFormat(language))
  const shares = onceWanted(() => new Intl.NumberFormat(language, { style: 'percent' }))
  const dates = new Map<string, Intl.DateTimeFormat>()
  function dated(instant: string, timeZone: string, timeStyle?: 'short'): string {
    const key = `${timeZone} ${timeStyle}`
    const format =
      dates.get(key) ??
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone, ...(timeStyle && { timeStyle }) })
    dates.set(key, format)
    // The first of a month is called so in French.
    return format.format(new Date(instant)).replace(/^1 /, language === 'fr' ? '1er ' : '1 ')
  }
  const messages = new Map<Key, IntlMessageFormat>()
  function message(key: Key): IntlMessageFormat {
    const [part, ...name] = key.split('.') as [Part, ...string[]]
    const own = sentenceIn(catalog, part, name.join('.'))
    const text = own ?? sentenceIn(reference, part, name.join('.')) ?? key
    // Numbers of an English sentence are written as in English.
    return messageOf(text, own === undefined ? 'en' : language)
  }
  return {
    language,
    direction: catalog.direction === 'rtl' ? 'rtl' : 'ltr',
    say(key, values) {
      const found = messages.get(key) ?? message(key)
      messages.set(key, found)
      return String(found.format(values))
    },
    number: (value) => numbers().format(value),
    percent: (share) => isolatedNumber(shares().format(share)),
    moment: (instant, timeZone = PARIS) => dated(instant, timeZone, 'short'),
    day: (instant, timeZone = PARIS) => dated(instant, timeZone),
  }
}
