// Imports nothing, so that the console can take the lists without a validator coming along.

/** What can be wrong with the text of a proposal, from readers and the team. */
export const TEXT_PROBLEMS = [
  'too-long',
  'proposal-too-short',
  'prefix-missing',
  'not-unicode',
  'stacked-accents',
  'joined-characters',
] as const

/** What can be wrong with a file as a whole, or with rows that spoil all of it. */
export const FILE_PROBLEMS = [
  'file-empty',
  'old-excel',
  'unknown-columns',
  'column-twice',
  'no-text-column',
  'no-id-column',
  'no-language-column',
  'too-many-rows',
  'quote-inside-cell',
  'quote-closed-early',
  'quote-not-closed',
  'row-too-long',
  'row-unreadable',
  'not-utf-8',
  'not-a-workbook',
  'workbook-unreadable',
  'workbook-too-large',
  'workbook-too-slow',
  'too-many-columns',
  'no-sheet',
  'unknown-sheet',
] as const

/** What can be wrong with the cells of a row, whatever they are for. */
export const CELL_PROBLEMS = ['too-many-cells', 'cell-is-date', 'cell-is-boolean', 'cell-is-error'] as const

/** What can be said of one row of a file of proposals. */
export const ROW_PROBLEMS = [
  ...TEXT_PROBLEMS,
  'same-as-row',
  'same-as-proposal',
  'id-of-row',
  'id-of-proposal',
  'id-too-long',
  ...CELL_PROBLEMS,
  'age-left-out',
  'name-left-out',
] as const

/** What can be said of one cell of a file of translations. */
export const TRANSLATION_PROBLEMS = [
  ...TEXT_PROBLEMS,
  'unknown-text',
  'own-language',
  'original-changed',
  'translated-twice',
  ...CELL_PROBLEMS,
] as const

export type FileProblemCode = (typeof FILE_PROBLEMS)[number]
export type TextProblemCode = (typeof TEXT_PROBLEMS)[number]
export type CellProblemCode = (typeof CELL_PROBLEMS)[number]
export type RowProblemCode = (typeof ROW_PROBLEMS)[number]
export type TranslationProblemCode = (typeof TRANSLATION_PROBLEMS)[number]
