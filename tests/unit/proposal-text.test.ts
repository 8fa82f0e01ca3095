import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../api/src/domain/problem-error.ts'
import {
  checkProposalText,
  hasStackedMarks,
  normaliseText,
  perceivedLength,
} from '../../api/src/domain/text/proposal-text.ts'

const RULES = { prefix: 'Il faut', maxLength: 140 }
const check = (text: string, more = {}) => checkProposalText(text, { ...RULES, ...more })

/** First and last of what hides: controls, direction marks, zero width, fillers, tags, private use. */
const HIDDEN: readonly (readonly [number, number])[] = [
  ...([
    [0x0, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
  ] as const),
  ...([
    [0x17b4, 0x17b5],
    [0x180e, 0x180e],
    [0x200b, 0x200b],
    [0x200e, 0x200f],
    [0x202a, 0x202e],
  ] as const),
  ...([
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xe000, 0xf8ff],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
  ] as const),
  ...([
    [0xfff0, 0xfffb],
    [0xfffe, 0xffff],
    [0xe0000, 0xe00ff],
    [0xe01f0, 0xe0fff],
  ] as const),
  [0xf0000, 0x10ffff],
]
const isHidden = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0
  return HIDDEN.some(([first, last]) => code >= first && code <= last)
}

/** Letters that meet rules often, so that chance finds their quarrels. */
const quarrelsome = fastCheck.array(
  fastCheck.constantFrom(
    'a',
    'É',
    ' ',
    '\u00a0',
    '\n',
    '\u200d',
    '\u200c',
    '\u202e',
    '\u0301',
    '\u0323',
    '\ufe0f',
    '\u00ad',
    '👩',
    '🏽',
    '❤',
    'می',
    'ل',
    '\u0618',
    '\u0653',
    '\u064b',
    '\u0610',
    '\u0958',
    '\u094d',
    '\ud55c',
    'ﬁ',
  ),
  { maxLength: 30 },
)
const anyText = fastCheck.oneof(
  fastCheck.string({ unit: 'binary', maxLength: 60 }),
  fastCheck.string({ unit: 'grapheme', maxLength: 60 }),
  quarrelsome.map((parts) => parts.join('')),
)

describe('normalised text', () => {
  it('stays the same when it is normalised again', () => {
    fastCheck.assert(
      fastCheck.property(anyText, (text) => {
        const once = normaliseText(text)
        expect(normaliseText(once)).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })

  it('holds no hidden code point, no space but single plain ones, and is in NFC', () => {
    fastCheck.assert(
      fastCheck.property(anyText, (text) => {
        const normal = normaliseText(text)
        expect([...normal].filter(isHidden)).toEqual([])
        expect(normal.replaceAll(' ', '')).not.toMatch(/\s/u)
        expect(normal).not.toMatch(/^ | {2}| $/)
        expect(normal.normalize('NFC')).toBe(normal)
      }),
      { numRuns: 3000 },
    )
  })

  it('is the same for a text however its accents are composed', () => {
    fastCheck.assert(
      fastCheck.property(anyText, (text) => {
        expect(normaliseText(text.normalize('NFD'))).toBe(normaliseText(text.normalize('NFC')))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a text that is taken', () => {
  it.each([
    ['as it is', 'Il faut planter des arbres', 'Il faut planter des arbres'],
    ['spaces around and within', '  Il   faut\tplanter\r\ndes arbres ', 'Il faut planter des arbres'],
    ['French narrow and no-break spaces', 'Il faut\u00a0agir\u202f!', 'Il faut agir !'],
    ['line and paragraph separators', 'Il faut\u2028agir\u2029vite', 'Il faut agir vite'],
    ['ideographic space', 'Il faut\u3000planter', 'Il faut planter'],
    ['prefix in upper case', 'IL FAUT planter', 'Il faut planter'],
    ['prefix in lower case', 'il faut planter', 'Il faut planter'],
    ['decomposed accents', 'Il faut de l\u2019e\u0301lectricite\u0301', 'Il faut de l’électricité'],
    [
      'curly and straight quotes as written',
      'Il faut dire « oui » et "non"',
      'Il faut dire « oui » et "non"',
    ],
    ['HTML as written', 'Il faut <b>agir</b> & <script>', 'Il faut <b>agir</b> & <script>'],
    ['right-to-left override gone', 'Il faut \u202eriga\u202c vite', 'Il faut riga vite'],
    ['isolates and marks gone', 'Il faut \u2066agir\u2069\u200f vite', 'Il faut agir vite'],
    ['zero-width space gone', 'Il faut pla\u200bnter', 'Il faut planter'],
    ['soft hyphen gone', 'Il faut collecti\u00advité', 'Il faut collectivité'],
    ['byte order mark gone', '\ufeffIl faut planter', 'Il faut planter'],
    ['null and bell gone', 'Il faut pla\u0000nter\u0007', 'Il faut planter'],
    ['tag characters gone', 'Il faut planter\u{e0041}\u{e007f}', 'Il faut planter'],
    ['private use gone', 'Il faut planter\ue000', 'Il faut planter'],
    ['a family stays one', 'Il faut aider les 👨‍👩‍👧‍👦', 'Il faut aider les 👨‍👩‍👧‍👦'],
    ['skin colours and hearts stay', 'Il faut 👩🏽‍❤️‍👨🏿 partout', 'Il faut 👩🏽‍❤️‍👨🏿 partout'],
    ['a stray joiner goes', 'Il faut pla\u200dnter', 'Il faut planter'],
    ['a doubled joiner goes', 'Il faut aider 👩\u200d\u200d👧 ici', 'Il faut aider 👩👧 ici'],
    ['a stray non-joiner goes', 'Il faut pla\u200cnter', 'Il faut planter'],
    ['flags stay', 'Il faut aimer 🇫🇷 et 🇪🇺', 'Il faut aimer 🇫🇷 et 🇪🇺'],
    ['Vietnamese accents stay', 'Il faut goûter le Phở ở Huế', 'Il faut goûter le Phở ở Huế'],
    ['Hindi stays', 'Il faut क्षेत्रीय विकास', 'Il faut क्षेत्रीय विकास'],
    ['Thai stays', 'Il faut น้ำสะอาด', 'Il faut น้ำสะอาด'],
  ])('%s', (_what, sent, stored) => {
    expect(check(sent)).toBe(stored)
  })

  it('keeps the zero-width non-joiner that Persian spells with', () => {
    expect(check('من می\u200cخواهم کار کنم', { prefix: '' })).toBe('من می\u200cخواهم کار کنم')
  })

  it('may be as long as the limit in characters that a reader counts', () => {
    const longest = `Il faut ${'é'.repeat(131)}👨‍👩‍👧‍👦`
    expect(perceivedLength(longest)).toBe(140)
    expect(check(longest.normalize('NFD'))).toBe(longest)
    expect(() => check(`${longest}s`)).toThrow('longer than 140')
  })

  it('is taken again, unchanged, in the form in which it was stored', () => {
    fastCheck.assert(
      fastCheck.property(anyText, (text) => {
        let stored: string
        try {
          stored = check(`Il faut ${text}`)
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError)
          return
        }
        expect(check(stored)).toBe(stored)
        expect(stored.startsWith('Il faut ')).toBe(true)
        expect(perceivedLength(stored)).toBeLessThanOrEqual(RULES.maxLength)
        expect(hasStackedMarks(stored)).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a text that is refused', () => {
  it.each([
    ['nothing', ''],
    ['another beginning', 'On doit planter des arbres'],
    ['the prefix without a space', 'Il fautplanter des arbres'],
    ['the prefix alone', 'Il faut'],
    ['the prefix and spaces', 'Il faut    \u00a0 '],
    ['four letters', 'Il faut agir'.slice(0, 11)],
    ['signs without a letter', 'Il faut !!!!! 123 …'],
    ['hidden letters only', 'Il faut \u200b\u200b\u200b\u200b\u200b\u202e'],
    ['accents piled up', `Il faut pla${'\u0301\u0323\u0330\u0353'}nter`],
    ['zalgo', 'Il faut p\u0334\u0322\u035d\u0316l\u0337\u0348\u0300\u0301anter'],
    ['a chain of joined emoji', `Il faut planter ${'👩\u200d'.repeat(60)}👩`],
    ['a pile of joined syllables', `Il faut planter ${'\u0915\u094d'.repeat(60)}\u0915`],
    ['a lone high surrogate', 'Il faut planter \ud800'],
    ['a lone low surrogate', 'Il faut \udc00planter'],
    ['surrogates the wrong way round', 'Il faut planter \udc00\ud800'],
    ['one character too many', `Il faut ${'a'.repeat(133)}`],
  ])('%s', (_what, text) => {
    expect(() => check(text)).toThrow(ProblemError)
  })

  it('is refused for its stored length too, which grows when it is composed', () => {
    const growing = `${'\u0958\u094d'.repeat(6)}a`.repeat(150)
    const rules = { prefix: '', maxLength: 500 }
    expect(growing.length).toBeLessThan(2000)
    expect(growing.normalize('NFC').length).toBeGreaterThan(2000)
    expect(perceivedLength(growing)).toBeLessThanOrEqual(rules.maxLength)
    expect(() => checkProposalText(growing, rules)).toThrow('longer than')
  })
})
