import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// The languages are the files of one folder: a new one is named nowhere else.

const FOLDER = join(import.meta.dirname, '../locales')

/** What a sentence of the widget is called. */
export type Sentences = Readonly<Record<string, string>>

/** One language: what it is called, how it quotes and runs, and its sentences by the part that says them. */
export interface Catalog {
  name: string
  status: string
  quotes: readonly [opening: string, closing: string]
  /** Left to right where it says nothing. */
  direction?: 'rtl'
  widget: Sentences
  page: Sentences
  /** What a language lacks of these is said in English. */
  results?: Sentences
  front: Sentences
  problem: Sentences
  integrity?: Sentences
  report?: Sentences
}

/** The parts of a catalog that hold sentences. */
export const PARTS = ['widget', 'page', 'results', 'front', 'problem', 'integrity', 'report'] as const

/** From this language comes what another lacks. */
export const REFERENCE = 'en'

/** All languages, by their tags. */
export const languages = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''))
    .sort()

export const readCatalog = (language: string): Catalog =>
  JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8')) as Catalog
