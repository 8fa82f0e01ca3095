import { judgeProposalText, normaliseText, skeleton } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { ProposalIdentity, ProposalRecord } from '../store/proposals.ts'
import { LIMITS } from '../wire/constants.ts'
import type { ImportRow } from './import-rows.ts'
import type { RowProblem } from './import-table.ts'

/** What a row comes to: a new proposal, one that is there already, or nothing. */
export type Verdict =
  | { kind: 'fresh'; record: ProposalRecord; warnings: RowProblem[] }
  | { kind: 'known'; id: string; externalId: string | null }
  | ({ kind: 'refused' } & RowProblem)

export interface ImportCheckOptions {
  consultation: ConsultationRecord
  status: 'pending' | 'accepted'
  isSeed: boolean
  known: KnownProposals
  freshId(): string
  now: number
}

function refused(reason: string, code: RowProblem['code'], values?: RowProblem['values']): Verdict {
  return { kind: 'refused', reason, code, ...(values ? { values } : {}) }
}

/** The proposals that a consultation has, by what they are known again. */
export class KnownProposals {
  readonly #bySkeleton: ReadonlyMap<string, ProposalIdentity>
  readonly #byExternalId: ReadonlyMap<string, ProposalIdentity>

  constructor(identities: readonly ProposalIdentity[]) {
    this.#bySkeleton = new Map(identities.map((identity) => [identity.skeleton, identity]))
    // Our open data calls those by our own id that have no other; it may come back.
    this.#byExternalId = new Map(identities.map((identity) => [identity.externalId ?? identity.id, identity]))
  }

  /** How the proposal stands to those that are there; undefined if it is new. */
  meet({ skeleton, externalId }: Pick<ProposalRecord, 'skeleton' | 'externalId'>): Verdict | undefined {
    const named = externalId === null ? undefined : this.#byExternalId.get(externalId)
    if (named) {
      return named.skeleton === skeleton
        ? { kind: 'known', id: named.id, externalId }
        : refused(
            `the existing proposal ${named.id} has the id "${externalId}" and another text`,
            'id-of-proposal',
            { id: `${externalId}`, proposal: named.id },
          )
    }
    const same = this.#bySkeleton.get(skeleton)
    if (!same) return undefined
    return externalId === null
      ? { kind: 'known', id: same.id, externalId }
      : refused(`says the same as the existing proposal ${same.id} (${same.status})`, 'same-as-proposal', {
          proposal: same.id,
          status: same.status,
        })
  }
}

function readAge(cell: string, warnings: RowProblem[]): number | null {
  const age = cell.trim()
  if (age === '') return null
  const years = /^\d{1,3}$/.test(age) ? Number(age) : Number.NaN
  if (years >= LIMITS.authorAgeMinimum && years <= LIMITS.authorAgeMaximum) return years
  const shown = normaliseText(age.slice(0, 20).toWellFormed())
  const { authorAgeMinimum: minimum, authorAgeMaximum: maximum } = LIMITS
  warnings.push({
    reason: `the age "${shown}" was left out: it is not from ${minimum} to ${maximum}`,
    code: 'age-left-out',
    values: { age: shown, minimum, maximum },
  })
  return null
}

function readName(cell: string, warnings: RowProblem[]): string | null {
  const name = cell.isWellFormed() && cell.length <= LIMITS.authorNameLength * 4 ? normaliseText(cell) : null
  if (name !== null && name.length <= LIMITS.authorNameLength) return name || null
  warnings.push({
    reason: `the name was left out: it is longer than ${LIMITS.authorNameLength} characters or broken`,
    code: 'name-left-out',
    values: { limit: LIMITS.authorNameLength },
  })
  return null
}

/** Judges the rows of one file, in order, by the rules of the consultation and by what was there before. */
export class ImportCheck {
  readonly #options: ImportCheckOptions
  readonly #rowOfSkeleton = new Map<string, number>()
  readonly #rowOfExternalId = new Map<string, number>()

  constructor(options: ImportCheckOptions) {
    this.#options = options
  }

  /** What becomes of a row. Rows must come in the order of the file: later ones are compared with those before. */
  judge({ number, cells, fault }: Omit<ImportRow, 'raw'>): Verdict {
    if (fault !== null) return { kind: 'refused', ...fault }
    const externalId = normaliseText(cells.id.toWellFormed()) || null
    const twice = this.#refuseId(externalId, number)
    if (twice) return twice
    const text = this.#readText(cells.text)
    if (typeof text !== 'string') return text
    const key = skeleton(text)
    const earlier = this.#rowOfSkeleton.get(key)
    if (earlier !== undefined)
      return refused(`says the same as row ${earlier}`, 'same-as-row', { row: earlier })
    const met = this.#options.known.meet({ skeleton: key, externalId })
    if (met?.kind === 'refused') return met
    this.#rowOfSkeleton.set(key, number)
    if (met) return met
    const warnings: RowProblem[] = []
    return {
      kind: 'fresh',
      record: {
        ...this.#newRecord(text, key),
        externalId,
        authorName: readName(cells.author_name, warnings),
        authorAge: readAge(cells.author_age, warnings),
      },
      warnings,
    }
  }

  #refuseId(externalId: string | null, number: number): Verdict | undefined {
    if (externalId === null) return undefined
    if (externalId.length > LIMITS.externalIdLength)
      return refused(`its id is longer than ${LIMITS.externalIdLength} characters`, 'id-too-long', {
        limit: LIMITS.externalIdLength,
      })
    const earlier = this.#rowOfExternalId.get(externalId)
    if (earlier !== undefined)
      return refused(`its id "${externalId}" is that of row ${earlier}`, 'id-of-row', {
        id: externalId,
        row: earlier,
      })
    this.#rowOfExternalId.set(externalId, number)
    return undefined
  }

  #readText(cell: string): string | Verdict {
    const { proposalPrefix: prefix, proposalMaxLength: maxLength } = this.#options.consultation
    const judged = judgeProposalText(cell, { prefix, maxLength })
    return typeof judged === 'string' ? judged : refused(judged.detail, judged.code, judged.values)
  }

  #newRecord(text: string, key: string): ProposalRecord {
    const { consultation, status, isSeed, freshId, now } = this.#options
    return {
      id: freshId(),
      consultationId: consultation.id,
      text,
      skeleton: key,
      status,
      refusalReason: null,
      isSeed,
      authorName: null,
      authorAge: null,
      author: null,
      submission: null,
      externalId: null,
      createdAt: now,
      decidedAt: status === 'accepted' ? now : null,
    }
  }
}
