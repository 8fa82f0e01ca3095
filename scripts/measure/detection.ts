import { languageOfText } from '../../api/src/domain/consultations/consultation-languages.ts'
import { LanguageDetector } from '../../api/src/jobs/language-detector.ts'
import { languages, PARTS, readCatalog } from '../../widget/languages/catalog.ts'

// How often a consultation in two languages takes a text for one in the wrong of them: with each sentence of our own that is long
// enough, held in its language and each other one. npm run measure:detection

/** Of them the detector knows nothing, and texts that are given in them stay so. */
const UNKNOWN = ['br', 'ga', 'mt']
const LEAST_LETTERS = 20

const lettersOf = (text: string): number => (text.match(/\p{L}/gu) ?? []).length

const known = languages().filter((language) => !UNKNOWN.includes(language))
const sentences = known.flatMap((language) => {
  const catalog = readCatalog(language)
  return PARTS.flatMap((part) => Object.values(catalog[part] ?? {}))
    .filter((text) => !text.includes('{') && lettersOf(text) >= LEAST_LETTERS)
    .map((text) => ({ language, text }))
})

const detector = new LanguageDetector()
let pairs = 0
let mistaken = 0
let found = 0
for (const { language, text } of sentences) {
  const detected = await detector.detect(text)
  for (const other of known) {
    if (other === language) continue
    pairs++
    const both = [language, other]
    if (languageOfText(language, both, detected) !== language) mistaken++
    if (languageOfText(other, both, detected) === language) found++
  }
}

const percent = (count: number) => `${((count / pairs) * 100).toFixed(3)} %`
console.log(`${sentences.length} sentences of ${known.length} languages, ${pairs} pairs`)
console.log(`right one given, taken for the other: ${percent(mistaken)}`)
console.log(`wrong one given, found out: ${percent(found)}`)
await detector.close()
