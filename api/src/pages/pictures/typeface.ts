import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkitten'

const { resolve } = createRequire(import.meta.url)

export type Weight = 400 | 700

const FOLDERS: Readonly<Record<Weight, string>> = { 400: '400Regular', 700: '700Bold' }

/** Each draws its own script, and the first one Latin, Greek and Cyrillic. */
const FAMILIES = [
  { name: 'Noto Sans', package: '@expo-google-fonts/noto-sans', file: 'NotoSans' },
  { name: 'Noto Sans Arabic', package: '@expo-google-fonts/noto-sans-arabic', file: 'NotoSansArabic' },
  { name: 'Noto Sans Hebrew', package: '@expo-google-fonts/noto-sans-hebrew', file: 'NotoSansHebrew' },
] as const

const fileOf = (family: (typeof FAMILIES)[number], weight: Weight): string =>
  resolve(`${family.package}/${FOLDERS[weight]}/${family.file}_${FOLDERS[weight]}.ttf`)

/** The files of all fonts. */
export const fontFiles = (): string[] =>
  FAMILIES.flatMap((family) => [fileOf(family, 400), fileOf(family, 700)])

interface Face {
  family: string
  font: Font
}

const known = new Map<Weight, Face[]>()

function facesOf(weight: Weight): Face[] {
  let faces = known.get(weight)
  if (!faces) {
    faces = FAMILIES.map((family) => ({
      family: family.name,
      font: create(readFileSync(fileOf(family, weight))) as Font,
    }))
    known.set(weight, faces)
  }
  return faces
}

const faceOf = (letter: string, weight: Weight): Face | undefined =>
  facesOf(weight).find(({ font }) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))

/** Shown by no glyph: they join, part or turn what is around them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u

/** The text without what no font can draw, such as emoji, in one line. */
export const drawable = (text: string): string =>
  [...text.replace(/\s+/g, (space) => (/[\u00a0\u202f]/.test(space) ? space : ' '))]
    .filter((letter) => INVISIBLE.test(letter) || faceOf(letter, 400))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim()

/** A part of a line that one family draws. */
export interface Run {
  family: string
  text: string
}

const LETTER = /\p{L}/u

/** The line in parts by family: numbers and what stands between two words stay with the letters before them; `whole`: the text of which it is a line. */
export function runsOf(line: string, whole: string, weight: Weight): Run[] {
  const familyOf = (letter: string | undefined): string =>
    (letter === undefined ? undefined : faceOf(letter, weight)?.family) ?? FAMILIES[0].name
  const runs: Run[] = [{ family: familyOf((LETTER.exec(line) ?? LETTER.exec(whole))?.[0]), text: '' }]
  for (const letter of line) {
    const last = runs.at(-1) as Run
    const family = LETTER.test(letter) ? familyOf(letter) : last.family
    if (family === last.family) last.text += letter
    else runs.push({ family, text: letter })
  }
  return runs
}

/**
 * Width in pixels, before letters are joined or kerned: joined Arabic is a little narrower, so a line that is measured to fit
 * does.
 */
export function widthOf(text: string, size: number, weight: Weight): number {
  let width = 0
  for (const letter of text) {
    if (INVISIBLE.test(letter)) continue
    const font = faceOf(letter, weight)?.font
    if (font) width += font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
  }
  return width * size
}

export interface Box {
  width: number
  size: number
  weight: Weight
  /** What does not fit in so many is cut, with an ellipsis. */
  lines: number
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The longest beginning of a text that fits. */
function beginning(text: string, fits: (part: string) => boolean): string {
  let part = ''
  for (const { segment } of LETTERS.segment(text)) {
    if (!fits(part + segment)) break
    part += segment
  }
  return part
}

/** The lines of a text, broken at spaces, and within a word only where it is longer than a line. */
export function wrap(text: string, { width, size, weight, lines }: Box): string[] {
  const fits = (part: string) => widthOf(part, size, weight) <= width
  const wrapped: string[] = []
  let rest = drawable(text)
  while (rest !== '') {
    if (wrapped.length === lines - 1 && !fits(rest)) {
      wrapped.push(`${beginning(rest, (part) => fits(`${part}…`)).trimEnd()}…`)
      break
    }
    const most = fits(rest) ? rest : beginning(rest, fits) || rest.slice(0, 1)
    const space = most === rest || rest[most.length] === ' ' ? -1 : most.lastIndexOf(' ')
    const line = space > 0 ? most.slice(0, space) : most
    wrapped.push(line.trim())
    rest = rest.slice(line.length).trimStart()
  }
  return wrapped
}
