import { describe, expect, it } from 'vitest'
import { ImportCheck, KnownProposals } from '../../api/src/administration/import-check.ts'
import type { ImportRow } from '../../api/src/administration/import-rows.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { ProposalIdentity } from '../../api/src/store/proposals.ts'

const consultation = { id: 'con_1', proposalPrefix: 'Il faut', proposalMaxLength: 140 } as ConsultationRecord

function checking(known: ProposalIdentity[] = []): ImportCheck {
  let made = 0
  return new ImportCheck({
    consultation,
    status: 'accepted',
    isSeed: true,
    known: new KnownProposals(known),
    freshId: () => `fresh${++made}`,
    now: 42,
  })
}

function row(number: number, text: string, more: Partial<ImportRow['cells']> = {}): Omit<ImportRow, 'raw'> {
  return { number, cells: { text, id: '', author_name: '', author_age: '', ...more }, fault: null }
}

describe('a row of an import', () => {
  it('becomes a proposal in its normal form', () => {
    const verdict = checking().judge(
      row(2, '  il faut  planter ', { id: ' a ', author_name: ' Zoé ', author_age: '34' }),
    )
    expect(verdict).toMatchObject({
      kind: 'fresh',
      warnings: [],
      record: {
        id: 'fresh1',
        text: 'Il faut planter',
        skeleton: 'ilfautplanter',
        externalId: 'a',
        authorName: 'Zoé',
        authorAge: 34,
        isSeed: true,
        createdAt: 42,
        decidedAt: 42,
      },
    })
  })

  it.each(['12', '121', '-20', '3e1', 'trente', '20.5'])('loses the age "%s", not its text', (age) => {
    const verdict = checking().judge(row(2, 'Il faut planter', { author_age: age }))
    expect(verdict).toMatchObject({
      kind: 'fresh',
      record: { authorAge: null },
      warnings: [
        {
          reason: expect.stringContaining(`"${age}"`),
          code: 'age-left-out',
          values: { age, minimum: 13, maximum: 120 },
        },
      ],
    })
  })

  it.each(['13', '120', ' 45 '])('keeps the age "%s"', (age) => {
    const verdict = checking().judge(row(2, 'Il faut planter', { author_age: age }))
    expect(verdict).toMatchObject({ record: { authorAge: Number(age) }, warnings: [] })
  })

  it.each(['Z'.repeat(41), 'Zo\ud800'])('loses a name that cannot be stored, not its text', (name) => {
    const verdict = checking().judge(row(2, 'Il faut planter', { author_name: name }))
    expect(verdict).toMatchObject({
      kind: 'fresh',
      record: { authorName: null },
      warnings: [{ reason: expect.stringContaining('name'), code: 'name-left-out', values: { limit: 40 } }],
    })
  })

  it('is held against rows that were taken, not against refused ones', () => {
    const check = checking([{ id: 'old', skeleton: 'autre', externalId: 'a', status: 'refused' }])
    expect(check.judge(row(2, 'Il faut planter', { id: 'a' }))).toMatchObject({ kind: 'refused' })
    expect(check.judge(row(3, 'Il faut planter'))).toMatchObject({ kind: 'fresh' })
    expect(check.judge(row(4, 'IL FAUT PLANTER !'))).toEqual({
      kind: 'refused',
      reason: 'says the same as row 3',
      code: 'same-as-row',
      values: { row: 3 },
    })
  })

  it('is known again by its id and its text together', () => {
    const known: ProposalIdentity = {
      id: 'old',
      skeleton: 'ilfautplanter',
      externalId: 'a',
      status: 'pending',
    }
    const judge = (id: string) => checking([known]).judge(row(2, 'Il faut planter', { id }))
    expect(judge('a')).toEqual({ kind: 'known', id: 'old', externalId: 'a' })
    expect(judge('')).toEqual({ kind: 'known', id: 'old', externalId: null })
    expect(judge('b')).toMatchObject({ kind: 'refused', reason: expect.stringContaining('old (pending)') })
  })

  it.each([
    ['Des trains', {}, 'prefix-missing', { prefix: 'Il faut' }],
    ['Il faut x', {}, 'proposal-too-short', { limit: 5, prefix: 'Il faut' }],
    [`Il faut ${'très '.repeat(40)}`, {}, 'too-long', { limit: 140 }],
    ['Il faut dormir \ud800', {}, 'not-unicode', undefined],
    [`Il faut dormir a${'\u0301\u0302\u0303\u0304'}`, {}, 'stacked-accents', undefined],
    ['Il faut un autre id', { id: 'a' }, 'id-of-row', { id: 'a', row: 2 }],
    ['Il faut un id court', { id: 'i'.repeat(101) }, 'id-too-long', { limit: 100 }],
    ['Il faut dormir', {}, 'same-as-proposal', { proposal: 'old', status: 'refused' }],
    ['Il faut manger', { id: 'x' }, 'id-of-proposal', { id: 'x', proposal: 'old' }],
  ])('names by a stable code why "%s" is refused', (text, more, code, values) => {
    const known: ProposalIdentity = {
      id: 'old',
      skeleton: 'ilfautdormir',
      externalId: 'x',
      status: 'refused',
    }
    const check = checking([known])
    check.judge(row(2, 'Il faut planter', { id: 'a' }))
    const cells = code === 'same-as-proposal' ? { id: 'new' } : more
    const verdict = check.judge(row(3, text, cells))
    expect(verdict).toMatchObject({ kind: 'refused', reason: expect.any(String), code })
    expect((verdict as { values?: unknown }).values).toEqual(values)
  })

  it('is refused without much work when its text is endless', () => {
    expect(checking().judge(row(2, `Il faut ${'très '.repeat(200_000)}`))).toMatchObject({ kind: 'refused' })
  })
})
