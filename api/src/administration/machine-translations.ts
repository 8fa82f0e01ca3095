import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import { longestTranslation, type OriginalText, textsOf } from '../domain/consultations/consultation-texts.ts'
import type { TranslationProvider } from '../jobs/translation-provider.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { TranslationRecord } from '../store/translations.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { judgeTranslation, putAct } from './translations.ts'

/** Texts in one request to the provider: both protocols take as many. */
const PORTION = 25
const PAGE = 500

/** What has no translation into a language, or one that is out of date. */
async function missingIn(
  { store }: AdminContext,
  consultation: ConsultationRecord,
  language: string,
  known: readonly TranslationRecord[],
): Promise<OriginalText[]> {
  const isDone = ({ id, text }: OriginalText) =>
    known.some((one) => one.textId === id && one.language === language && one.source === text)
  const missing = textsOf(consultation).filter((text) => text.language !== language && !isDone(text))
  const { id: consultationId, language: own } = consultation
  const longest = longestTranslation(consultation.proposalMaxLength)
  let after = ''
  for (;;) {
    const page = await store.translations.originals({
      consultationId,
      own,
      missingIn: language,
      after,
      limit: PAGE,
    })
    missing.push(...page.map((proposal) => ({ ...proposal, longest })))
    if (page.length < PAGE) return missing
    after = page.at(-1)?.id ?? ''
  }
}

/** Texts of one language each. */
function inPortions(texts: readonly OriginalText[]): OriginalText[][] {
  const portions: OriginalText[][] = []
  for (const language of new Set(texts.map((text) => text.language))) {
    const same = texts.filter((text) => text.language === language)
    for (let from = 0; from < same.length; from += PORTION) portions.push(same.slice(from, from + PORTION))
  }
  return portions
}

/** Stores what came of a portion; how many texts that were. What does not fit the rules of a text is left out. */
async function storePortion(
  context: AdminContext,
  consultation: ConsultationRecord,
  portion: readonly OriginalText[],
  translated: readonly string[],
  { language, provider, known }: { language: string; provider: string; known: readonly TranslationRecord[] },
): Promise<number> {
  const records = portion.flatMap((original, index): TranslationRecord[] => {
    const text = judgeTranslation(translated[index] ?? '', original)
    if (typeof text !== 'string') return []
    const { id: textId, text: source } = original
    return [{ textId, language, text, source, provider, changedAt: context.runtime.now() }]
  })
  if (records.length === 0) return 0
  await perform(
    context,
    records.map((record) => context.store.translations.putting(consultation.id, record)),
    ...records.map((record) =>
      putAct(
        consultation.id,
        known.find((one) => one.textId === record.textId && one.language === language),
        record,
      ),
    ),
  )
  return records.length
}

/**
 * Has a provider translate what is missing, portion by portion; what is stored stays, whatever comes after. What the team
 * wrote is never written over, unless its original has changed since. Throws ProviderError.
 */
export async function translateMissing(
  context: AdminContext,
  consultation: ConsultationRecord,
  provider: TranslationProvider,
  languages: readonly string[] = languagesOf(consultation),
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<{ done: number; total: number }> {
  const known = await context.store.translations.all(consultation.id)
  const wanted: { language: string; texts: OriginalText[] }[] = []
  for (const language of languages)
    wanted.push({ language, texts: await missingIn(context, consultation, language, known) })
  const total = wanted.reduce((sum, { texts }) => sum + texts.length, 0)
  let done = 0
  onProgress(done, total)
  for (const { language, texts } of wanted)
    for (const portion of inPortions(texts)) {
      const from = portion[0]?.language ?? consultation.language
      const translated = await provider.translate(
        portion.map(({ text }) => text),
        from,
        language,
      )
      done += await storePortion(context, consultation, portion, translated, {
        language,
        provider: provider.name,
        known,
      })
      onProgress(done, total)
    }
  return { done, total }
}
