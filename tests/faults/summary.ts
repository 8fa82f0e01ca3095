import type { LedgerReport } from './ledger.ts'

/** What a fault came to, in words, and whether what was promised was kept. */
export interface Finding {
  isKept: boolean
  text: string
}

const MEBIBYTE = 2 ** 20

export const rounded = (number: number): string => (Number.isFinite(number) ? `${Math.round(number)}` : '–')
export const mebibytes = (bytes: number): string => `${Math.round(bytes / MEBIBYTE)} MiB`

/** "0 lost, 0 wrong of 1,234 answered", and whether that is as promised. */
export function ledgerLine({ acknowledged, lost, wrong, isCountedOnce }: LedgerReport): string {
  const counted = isCountedOnce ? 'each counted once' : 'NOT COUNTED ONCE'
  return `${lost.length} lost, ${wrong.length} wrong of ${acknowledged} answered, ${counted}`
}

export const isKept = ({ lost, wrong, isCountedOnce }: LedgerReport): boolean =>
  lost.length === 0 && wrong.length === 0 && isCountedOnce
