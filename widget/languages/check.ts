import { PARTS, REFERENCE, readCatalog, type Sentences } from './catalog.ts'

/** What a language lacks, and what is wrong with it, in plain words. */
export interface Findings {
  missing: string[]
  wrong: string[]
}

/** Names of the values that a sentence has places for. */
const placesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?:\}|, plural)/g)].map(([, name]) => name ?? ''))].sort()

/** Plurals of a sentence: the categories that have a form of their own. */
const formsIn = (text: string): string[][] =>
  [...text.matchAll(/, plural, ((?:[^{}]*\{[^{}]*\})+)\}/g)].map(([, forms = '']) =>
    [...forms.matchAll(/(\w+) \{/g)].map(([, category]) => category ?? ''),
  )

function faultsOf(language: string, text: string, usual: string): string[] {
  const faults: string[] = []
  if (placesIn(text).join() !== placesIn(usual).join())
    faults.push(
      `has places for ${placesIn(text).join(', ') || 'nothing'}, not for ${placesIn(usual).join(', ')}`,
    )
  const categories: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  for (const forms of formsIn(text)) {
    if (!forms.includes('other')) faults.push('has no form for other numbers')
    const unknown = forms.find((form) => !categories.includes(form))
    if (unknown) faults.push(`has a form for ${unknown}, which the language does not know`)
  }
  if (/['"]|\.\.\.| {2}|^\s|\s$/.test(text))
    faults.push('has straight quotation marks, three dots or idle spaces')
  const space = language === 'fr' ? /[^\u202f\u00a0][;:!?]/ : /\s[;:!?]/
  if (space.test(text)) faults.push('has another space before a punctuation mark than the language has')
  return faults
}

/** Holds a language against the English one, sentence by sentence. */
export function checkLanguage(language: string): Findings {
  const [catalog, reference] = [readCatalog(language), readCatalog(REFERENCE)]
  const findings: Findings = { missing: [], wrong: [] }
  for (const part of PARTS) {
    const own: Sentences = catalog[part] ?? {}
    const usual: Sentences = reference[part] ?? {}
    for (const key of Object.keys(usual)) if (own[key] === undefined) findings.missing.push(`${part}.${key}`)
    for (const [key, text] of Object.entries(own)) {
      const expected = usual[key]
      const faults = expected === undefined ? ['is not asked for'] : faultsOf(language, text, expected)
      findings.wrong.push(...faults.map((fault) => `${part}.${key} ${fault}`))
    }
  }
  return findings
}
