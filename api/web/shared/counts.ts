/** Numbers in the words of one language: written by Intl, with the form of the noun that CLDR asks for. */
export interface Counts {
  number(count: number): string
  /** A share from 0 to 1, in whole percents. */
  percent(share: number): string
  /** A number of decimals, such as a score. */
  fixed(value: number, decimals?: number): string
  /** The noun alone, in the form of this count. */
  noun(count: number, ...forms: string[]): string
  /** The count and its noun. */
  plural(count: number, ...forms: string[]): string
}

/** `categories`: those of CLDR, in the order in which sentences give their forms; the last form is that of all others. */
export function countsIn(
  language: string,
  categories: readonly Intl.LDMLPluralRule[] = ['one', 'other'],
): Counts {
  const numbers = new Intl.NumberFormat(language)
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const rules = new Intl.PluralRules(language)
  const noun = (count: number, ...forms: string[]): string =>
    forms[categories.indexOf(rules.select(count))] ?? forms.at(-1) ?? ''
  return {
    number: (count) => numbers.format(count),
    percent: (share) => shares.format(share),
    fixed: (value, decimals = 2) =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    noun,
    plural: (count, ...forms) => `${numbers.format(count)} ${noun(count, ...forms)}`,
  }
}
