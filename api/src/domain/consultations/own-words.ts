import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { FieldProblemCode, OwnWords } from '../../wire/index.ts'

/** Sentences of a consultation stand before those of the publisher. */
export function joinedWords(
  ofPublisher: OwnWords | undefined,
  ofConsultation: OwnWords | undefined,
): OwnWords | undefined {
  if (!ofPublisher || !ofConsultation) return ofPublisher ?? ofConsultation
  const languages = Object.keys({ ...ofPublisher, ...ofConsultation })
  return Object.fromEntries(
    languages.map((language) => [language, { ...ofPublisher[language], ...ofConsultation[language] }]),
  )
}

/** Parts of a language's file whose sentences may be said in other words beside those of the widget; their names begin so. */
export const PAGE_PARTS = ['page', 'results'] as const

const isOfPage = (name: string): boolean => PAGE_PARTS.some((part) => name.startsWith(`${part}.`))

/** What of them the widget says; undefined: nothing. */
export function widgetWords(words: OwnWords | undefined): OwnWords | undefined {
  const languages = Object.entries(words ?? {}).flatMap(([language, sentences]) => {
    const own = Object.entries(sentences).filter(([name]) => !isOfPage(name))
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : []
  })
  return languages.length > 0 ? Object.fromEntries(languages) : undefined
}

/** Why a sentence cannot be taken: in words, and by its stable name. */
export interface SentenceFault {
  detail: string
  code: FieldProblemCode
  values?: Record<string, string | number>
}

const parsed = (text: string): MessageFormatElement[] | undefined => {
  try {
    return parse(text, { ignoreTag: true })
  } catch {
    return undefined
  }
}

/** Names of the values that a message has places for. */
function placesIn(message: readonly MessageFormatElement[]): string[] {
  const names = message.flatMap((element) =>
    element.type === TYPE.argument || element.type === TYPE.plural ? [element.value] : [],
  )
  return [...new Set(names)]
}

/** What widget and pages understand: values, and numbers with the words that follow them. */
const isPlain = (message: readonly MessageFormatElement[]): boolean =>
  message.every((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.argument) return true
    if (element.type !== TYPE.plural || element.pluralType !== 'cardinal' || element.offset) return false
    return Object.values(element.options).every(({ value }) =>
      value.every(({ type }) => type === TYPE.literal || type === TYPE.pound),
    )
  })

/** Characters of a message at its longest, a value counted by its name. */
function lengthOf(message: readonly MessageFormatElement[]): number {
  return message.reduce((sum, element) => {
    if (element.type === TYPE.literal) return sum + [...element.value].length
    if (element.type === TYPE.plural)
      return sum + Math.max(...Object.values(element.options).map(({ value }) => lengthOf(value)))
    return sum + (element.type === TYPE.pound ? 1 : 'value' in element ? String(element.value).length : 0)
  }, 0)
}

/**
 * The longest that a sentence may be, in characters: as long as in the language that needs most. Each of them has been
 * seen to fit into the widget, whose height never changes, and into tables and pictures.
 */
export const longestOf = (texts: readonly string[]): number =>
  Math.max(...texts.map((text) => lengthOf(parsed(text) ?? [])))

/** What is wrong with a sentence in words of one's own, if anything; `usual` is how it is usually said. */
export function faultOf(text: string, usual: string, longest: number): SentenceFault | undefined {
  const message = parsed(text)
  if (!message || !isPlain(message))
    return {
      detail: 'is not a valid message, such as {count, plural, one {# vote} other {# votes}}',
      code: 'not-a-message',
    }
  const known = placesIn(parsed(usual) ?? [])
  const unknown = placesIn(message).find((name) => !known.includes(name))
  if (unknown !== undefined)
    return {
      detail: `contains {${unknown}}, which has no value in this sentence`,
      code: 'unknown-place',
      values: { name: unknown },
    }
  if (lengthOf(message) > longest)
    return {
      detail: `has more than ${longest} characters and would have no room`,
      code: 'too-long',
      values: { limit: longest },
    }
  return undefined
}
