import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { match } from '@formatjs/intl-localematcher'
import { PAGE_PARTS } from '../domain/consultations/own-words.ts'
import { LOCALES_FOLDER } from '../files.ts'
import type { OwnWords } from '../wire/index.ts'
import { type Catalog, type Words, withOwnWords, wordsOf } from './words.ts'

/** From this language comes what another lacks. */
const REFERENCE = 'en'

/** Of a page that belongs to no consultation, for readers of none of the languages. */
const USUAL = 'fr'

/** All languages of the interface, by their tags: each is a file. */
export const LANGUAGES: readonly string[] = readdirSync(LOCALES_FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))
  .sort()

/** A tag may look right and be none: `fr-1`. */
export function isTag(tag: string): boolean {
  try {
    return /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(tag) && Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

const NONE = 'und'

/** The language of the interface that serves readers of the first of these BCP 47 tags that has one near it. */
function matched(tags: readonly string[], usual: string): string {
  const nearest = tags
    .filter(isTag)
    // One by one: together, one that fits exactly would win over an earlier wish that is met nearly.
    .map((tag) => match(Intl.getCanonicalLocales(tag), LANGUAGES, NONE))
    .find((language) => language !== NONE)
  return nearest ?? usual
}

/** The language of the interface for a consultation, a page or a reader of this one; `usual` where there is none near it. */
export const nearestLanguage = (tag: string, usual = REFERENCE): string => matched([tag], usual)

/** Wanted first comes first, as browsers write it: `de-AT,de;q=0.9,en;q=0.5`. */
export function acceptedLanguage(accepted = ''): string {
  const tags = accepted
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.split(/;\s*q=/)
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
  return matched(tags, USUAL)
}

const read = (language: string): Catalog =>
  JSON.parse(readFileSync(join(LOCALES_FOLDER, `${language}.json`), 'utf8')) as Catalog

const known = new Map<string, Words>()

/** How the pages speak in the nearest language; its file is read when it is first wanted. `own` stands before it. */
export function wordsIn(tag: string, own?: OwnWords): Words {
  const language = nearestLanguage(tag)
  const words = known.get(language) ?? wordsOf(language, read(language), read(REFERENCE))
  known.set(language, words)
  return withOwnWords(words, own?.[language])
}

/** The language of the widget in a page with this tag, or with none. */
export const widgetLanguage = (tag: string): string => nearestLanguage(tag, USUAL)

/** What a publisher or a consultation may say in other words, by name: those of the widget, and of the pages under their part. */
const replaceable = (catalog: Catalog): Record<string, string> => ({
  ...catalog.widget,
  ...Object.fromEntries(
    PAGE_PARTS.flatMap((part) =>
      Object.entries(catalog[part] ?? {}).map(([name, text]) => [`${part}.${name}`, text]),
    ),
  ),
})

/** What widget and pages say in the nearest language, and (`inAll`) how a sentence is said in each of them. */
export function usualSentences(tag: string): {
  language: string
  sentences: Readonly<Record<string, string>>
  inAll(name: string): string[]
} {
  const language = nearestLanguage(tag)
  const all = LANGUAGES.map((one) => replaceable(read(one)))
  return {
    language,
    sentences: { ...replaceable(read(REFERENCE)), ...replaceable(read(language)) },
    inAll: (name) => all.flatMap((sentences) => sentences[name] ?? []),
  }
}
