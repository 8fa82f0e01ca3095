import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import { longestTranslation, type OriginalText, textsOf } from '../domain/consultations/consultation-texts.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { judgeProposalText, type TextProblem } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { ModeratedRecord } from '../store/moderation.ts'
import type { TranslationRecord } from '../store/translations.ts'
import { type AdminAct, type AdminContext, perform } from './admin-context.ts'
import { wrongField } from './checked-input.ts'
import { findUnchanged } from './decide-proposals.ts'

/** Throws the problem of a field that names a language in which the consultation is not held. */
export function checkLanguage(consultation: ConsultationRecord, language: string): void {
  const languages = languagesOf(consultation)
  if (languages.includes(language)) return
  throw wrongField(
    'language',
    `is no language of this consultation; it is held in ${languages.join(', ')}`,
    'not-a-language-of-it',
    { languages: languages.join(', ') },
  )
}

/** The original with this name: a part of the consultation, or a proposal that was not refused. */
async function findOriginal(
  { store }: Pick<AdminContext, 'store'>,
  consultation: ConsultationRecord,
  id: string,
): Promise<OriginalText> {
  const part = textsOf(consultation).find((text) => text.id === id)
  if (part) return part
  const [proposal] = await store.moderation.find([id])
  if (proposal?.consultationId !== consultation.id || proposal.status === 'refused')
    throw new ProblemError('unknown-text')
  const { text, language } = proposal
  return { id, text, language, longest: longestTranslation(consultation.proposalMaxLength) }
}

/** A translation as it is stored; else why it cannot be taken. It begins as it likes: languages put their words differently. */
export function judgeTranslation(
  text: string,
  { id, longest }: Pick<OriginalText, 'id' | 'longest'>,
): string | TextProblem {
  // An answer such as "18–25" has no letters.
  const shortest = id.includes('.') ? 0 : 1
  const judged = judgeProposalText(text, { prefix: '', maxLength: longest, shortest })
  return judged === '' ? { detail: 'The text is empty', code: 'proposal-too-short' } : judged
}

const shown = ({ language, text, provider }: Pick<TranslationRecord, 'language' | 'text' | 'provider'>) => ({
  language,
  text,
  provider,
})

/** The act that puts a translation, for one transaction with its statement. */
export const putAct = (
  consultationId: string,
  before: TranslationRecord | undefined,
  after: TranslationRecord,
): AdminAct => ({
  act: 'translation.put',
  consultationId,
  subject: after.textId,
  before: before ? shown(before) : null,
  after: shown(after),
})

/**
 * Says what a text means in another language of the consultation, in the words of the team. Throws the problem
 * `invalid-request`, which names the field.
 */
export async function putTranslation(
  context: AdminContext,
  consultation: ConsultationRecord,
  wanted: { id: string; language: string; text: string },
): Promise<OriginalText> {
  const { store, runtime } = context
  const { id, language } = wanted
  checkLanguage(consultation, language)
  const original = await findOriginal(context, consultation, id)
  if (original.language === language)
    throw wrongField('language', 'is the language in which the text is written', 'own-language')
  const text = judgeTranslation(wanted.text, original)
  if (typeof text !== 'string') throw wrongField('text', text.detail, text.code, text.values)
  const all = await store.translations.ofText(consultation.id, id)
  const before = all.find((one) => one.language === language)
  const isSame = before?.text === text && before.source === original.text && before.provider === null
  if (isSame) return original
  const after = {
    textId: id,
    language,
    text,
    source: original.text,
    provider: null,
    changedAt: runtime.now(),
  }
  await perform(
    context,
    [store.translations.putting(consultation.id, after)],
    putAct(consultation.id, before, after),
  )
  return original
}

/** Takes a translation back: readers get the original again. Throws the problem `unknown-translation`. */
export async function removeTranslation(
  context: AdminContext,
  consultation: ConsultationRecord,
  { id, language }: { id: string; language: string },
): Promise<void> {
  const { store } = context
  const all = await store.translations.ofText(consultation.id, id)
  const before = all.find((one) => one.language === language)
  if (!before) throw new ProblemError('unknown-translation')
  await perform(context, [store.translations.removal(consultation.id, id, language)], {
    act: 'translation.remove',
    consultationId: consultation.id,
    subject: id,
    before: shown(before),
    after: null,
  })
}

/**
 * Says in which language a proposal is written; its translation into it, if there is one, goes. Throws the problem
 * `unknown-proposal`.
 */
export async function setProposalLanguage(
  context: AdminContext,
  consultation: ConsultationRecord,
  wanted: { id: string; language: string; revision: number },
): Promise<ModeratedRecord> {
  const { store } = context
  const { language } = wanted
  checkLanguage(consultation, language)
  const [before] = await findUnchanged(context, [wanted], consultation.id)
  if (!before) throw new ProblemError('unknown-proposal')
  if (before.language === language) return before
  const revision = before.revision + 1
  const stored = language === consultation.language ? null : language
  await perform(
    context,
    [
      store.translations.languageOf(before.id, stored, revision),
      store.translations.removal(consultation.id, before.id, language),
    ],
    {
      act: 'proposal.language',
      consultationId: consultation.id,
      subject: before.id,
      before: { language: before.language },
      after: { language },
    },
  )
  return { ...before, language, revision }
}
