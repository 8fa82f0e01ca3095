import { ProblemError } from '../domain/problem-error.ts'
import { checkProposalText, isSmallCorrection, skeleton } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { ConstraintError } from '../store/database.ts'
import type { ModeratedRecord } from '../store/moderation.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { wrongField } from './checked-input.ts'
import { findUnchanged } from './decide-proposals.ts'

/** Readers voted on what they read: a correction must not make them say something else. */
function checkKept(before: ModeratedRecord, text: string): void {
  if (before.votes === 0 || isSmallCorrection(before.originalText ?? before.text, text)) return
  throw wrongField(
    'text',
    `changes too much: ${before.votes} votes were cast on "${before.text}"; only the spelling may be corrected`,
    'spelling-only',
    { votes: before.votes },
  )
}

/** What the proposal begins with, and goes on to begin with: the prefix of its consultation, as its author read it. */
async function prefixOf(
  { store }: Pick<AdminContext, 'store'>,
  consultation: ConsultationRecord,
  { text, language }: ModeratedRecord,
): Promise<string> {
  const { id, proposalPrefix } = consultation
  if (language === consultation.language) return proposalPrefix
  const translated = await store.translations.ofText(id, 'consultation.proposalPrefix')
  const inIts = translated.filter((one) => one.language === language).map((one) => one.text)
  const begins = (prefix: string) => text.toLowerCase().startsWith(`${prefix} `.toLowerCase())
  return [proposalPrefix, ...inIts].find(begins) ?? ''
}

/**
 * Puts an obvious mistake right; what the author sent is kept. Throws the problem `unknown-proposal`, or
 * `duplicate-proposal` if another says the same.
 */
export async function correctProposal(
  context: AdminContext,
  consultation: ConsultationRecord,
  wanted: { id: string; text: string; revision: number },
): Promise<ModeratedRecord> {
  const { store } = context
  const [before] = await findUnchanged(context, [wanted], consultation.id)
  if (!before) throw new ProblemError('unknown-proposal')
  const prefix = await prefixOf(context, consultation, before)
  const text = checkProposalText(wanted.text, { prefix, maxLength: consultation.proposalMaxLength })
  if (text === before.text) return before
  checkKept(before, text)
  const revision = before.revision + 1
  try {
    await perform(context, [store.moderation.correction(before.id, text, skeleton(text), revision)], {
      act: 'proposal.correct',
      consultationId: consultation.id,
      subject: before.id,
      before: { text: before.text },
      after: { text },
    })
  } catch (error) {
    if (!(error instanceof ConstraintError && /skeleton/.test(error.constraint))) throw error
    const same = await store.proposals.bySkeleton(consultation.id, skeleton(text))
    throw new ProblemError('duplicate-proposal', same ? { proposal: same.id } : {})
  }
  return { ...before, text, originalText: before.originalText ?? before.text, revision }
}
