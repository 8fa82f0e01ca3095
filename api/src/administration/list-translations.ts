import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import { longestTranslation, type OriginalText, textsOf } from '../domain/consultations/consultation-texts.ts'
import { presentTranslated } from '../presenters/translations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { TranslationRecord } from '../store/translations.ts'
import type { TranslatedText, TranslationsAnswer } from '../wire/index.ts'

/** What of the texts is wanted: only what is missing in a language, the proposals behind one, and how many of these. */
export interface TranslationsWanted {
  language?: string | undefined
  after?: string | undefined
  limit: number
}

/** True if the text says nothing in this language, or something that has become out of date. */
const lacks = (
  { id, text, language: own }: { id: string; text: string; language: string },
  language: string,
  translations: readonly TranslationRecord[],
): boolean =>
  own !== language &&
  !translations.some((one) => one.textId === id && one.language === language && one.source === text)

const PAGE = 500

/** Every original of a consultation: its own texts, then its accepted proposals. */
export async function* everyOriginal(
  { translations }: Pick<Store, 'translations'>,
  consultation: ConsultationRecord,
): AsyncGenerator<OriginalText, void> {
  yield* textsOf(consultation)
  const longest = longestTranslation(consultation.proposalMaxLength)
  const query = { consultationId: consultation.id, own: consultation.language, missingIn: null, limit: PAGE }
  let after = ''
  for (;;) {
    const page = await translations.originals({ ...query, after })
    for (const proposal of page) yield { ...proposal, longest }
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? ''
  }
}

/** Every original with what it says in other languages. */
export async function* everyTranslation(
  store: Pick<Store, 'translations'>,
  consultation: ConsultationRecord,
): AsyncGenerator<TranslatedText, void> {
  const ofText = new Map<string, TranslationRecord[]>()
  for (const one of await store.translations.all(consultation.id))
    ofText.set(one.textId, (ofText.get(one.textId) ?? []).concat(one))
  for await (const original of everyOriginal(store, consultation))
    yield presentTranslated(original, ofText.get(original.id) ?? [])
}

/** Texts of a consultation with their translations: its own on the first page, then accepted proposals. */
export async function listTranslations(
  store: Pick<Store, 'translations'>,
  consultation: ConsultationRecord,
  { language, after = '', limit }: TranslationsWanted,
): Promise<Omit<TranslationsAnswer, 'provider'>> {
  const { id: consultationId, language: own } = consultation
  const found = await store.translations.originals({
    consultationId,
    own,
    missingIn: language ?? null,
    after,
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const translations = await store.translations.all(consultationId)
  const parts = textsOf(consultation)
  const longest = longestTranslation(consultation.proposalMaxLength)
  const shownParts =
    after === '' ? parts.filter((part) => language === undefined || lacks(part, language, translations)) : []
  const languages = languagesOf(consultation).map(async (one) => {
    const counted = await store.translations.countIn(consultationId, own, one)
    const others = parts.filter((part) => part.language !== one)
    const missing = others.filter((part) => lacks(part, one, translations)).length
    return {
      language: one,
      done: counted.done + others.length - missing,
      missing: counted.missing + missing,
    }
  })
  const ofPage = new Set(page.map(({ id }) => id))
  const near = translations.filter(({ textId }) => ofPage.has(textId) || textId.includes('.'))
  return {
    texts: [...shownParts, ...page.map((proposal) => ({ ...proposal, longest }))].map((text) =>
      presentTranslated(text, near),
    ),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    languages: await Promise.all(languages),
  }
}
