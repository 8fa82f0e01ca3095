import { faultOf, longestOf } from '../domain/consultations/own-words.ts'
import { LANGUAGES, usualSentences, wordsIn } from '../pages/languages.ts'
import type { OwnWords, Sentences } from '../wire/index.ts'
import { ownWordsBody } from '../wire/words.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

/** Whose sentences they are: a publisher, or a consultation. */
export type WordsOwner = { publisherId: string } | { consultationId: string }

const idOf = (owner: WordsOwner): string =>
  'publisherId' in owner ? owner.publisherId : owner.consultationId

/** How long each sentence may be. All languages are read for it: once. */
const longest = new Map<string, number>()

/** What widget and public pages say in a language, and how long each sentence may be. */
export function sentencesIn(language: string): Sentences {
  const { language: nearest, sentences, inAll } = usualSentences(language)
  for (const name of Object.keys(sentences)) if (!longest.has(name)) longest.set(name, longestOf(inAll(name)))
  return {
    language: nearest,
    direction: wordsIn(nearest).direction,
    languages: [...LANGUAGES],
    sentences: Object.entries(sentences).map(([name, text]) => ({
      name,
      text,
      longest: longest.get(name) ?? 0,
    })),
  }
}

function check(words: OwnWords): void {
  for (const [language, sentences] of Object.entries(words)) {
    if (!LANGUAGES.includes(language))
      throw wrongField(`words/${language}`, `is none of ${LANGUAGES.join(', ')}`, 'invalid')
    const usual = new Map(sentencesIn(language).sentences.map((sentence) => [sentence.name, sentence]))
    for (const [name, text] of Object.entries(sentences)) {
      const field = `words/${language}/${name}`
      const known = usual.get(name)
      if (!known) throw wrongField(field, 'is no sentence of the widget or the public pages', 'unknown-field')
      const fault = faultOf(text, known.text, known.longest)
      if (fault) throw wrongField(field, fault.detail, fault.code, fault.values)
    }
  }
}

/** Without languages that say nothing of their own. */
const withoutEmpty = (words: OwnWords): OwnWords =>
  Object.fromEntries(Object.entries(words).filter(([, sentences]) => Object.keys(sentences).length > 0))

/** Sets the sentences that a publisher or a consultation says in words of its own; all others are said as usual. */
export async function setOwnWords(
  context: AdminContext,
  owner: WordsOwner,
  input: { words: OwnWords },
): Promise<OwnWords> {
  const words = withoutEmpty(checkedInput(ownWordsBody, input).words)
  check(words)
  const id = idOf(owner)
  const before = await context.store.ownWords.of(id)
  if (JSON.stringify(before) === JSON.stringify(words)) return before
  await perform(context, [context.store.ownWords.setting(id, words)], {
    act: 'words.change',
    subject: id,
    ...('consultationId' in owner ? { consultationId: owner.consultationId } : {}),
    before,
    after: words,
  })
  return words
}
