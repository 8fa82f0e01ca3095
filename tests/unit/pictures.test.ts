import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, wordsIn } from '../../api/src/pages/languages.ts'
import { type Picture, pictureOf, pictureWords } from '../../api/src/pages/pictures/picture.ts'
import type { PictureJob } from '../../api/src/pages/pictures/picture-program.ts'
import { Pictures } from '../../api/src/pages/pictures/pictures.ts'
import { pictureSvg } from '../../api/src/pages/pictures/svg.ts'
import { drawable, runsOf, widthOf, wrap } from '../../api/src/pages/pictures/typeface.ts'
import { resultsViewOf } from '../../api/src/pages/results-view.ts'
import type { Consultation, Results, ResultsView, ScoredProposal } from '../../api/src/wire/index.ts'

const PICTURE: Picture = {
  kind: 'question',
  language: 'fr',
  direction: 'ltr',
  question: 'Comment vivre mieux ?',
  title: '',
  rows: [],
  note: '',
  call: '',
  address: 'unisson.example/c/mieux',
}
const job = (question: string): PictureJob => ({ picture: { ...PICTURE, question }, format: 'png' })

describe('the lines of a picture', () => {
  const word = fc.stringMatching(/^[a-zéßΩжشא]{1,30}$/u)

  it('are never wider than their place, and lose nothing but spaces where there is room', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 120, max: 900 }), (words, width) => {
        const text = words.join(' ')
        const lines = wrap(text, { width, size: 30, weight: 700, lines: 1000 })
        for (const line of lines) expect(widthOf(line, 30, 700)).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
      { numRuns: 50 },
    )
  })

  it('end with an ellipsis where there is no room for more', () => {
    const lines = wrap('Il faut rouvrir les gares de toutes les vallées', {
      width: 200,
      size: 30,
      weight: 400,
      lines: 2,
    })
    expect(lines).toHaveLength(2)
    expect(lines.at(-1)).toMatch(/…$/)
  })

  it('leave out what no font can draw', () => {
    expect(drawable('Des arbres 🌳 partout')).toBe('Des arbres partout')
  })

  it('are drawn by the font of their script, numbers by that of the words around them', () => {
    const families = (line: string) => runsOf(line, line, 700).map(({ family }) => family)
    expect(families('عام 2030؟')).toEqual(['Noto Sans Arabic'])
    expect(families('שלנו (2030)')).toEqual(['Noto Sans Hebrew'])
    expect(families('Πώς; Как? Comment')).toEqual(['Noto Sans'])
    expect(runsOf('2030؟', 'عام 2030؟', 700)[0]?.family).toBe('Noto Sans Arabic')
  })

  it('run from the right, each in its own direction', () => {
    const svg = pictureSvg({ ...PICTURE, direction: 'rtl', question: 'كيف (2030)؟' })
    expect(svg).toMatch(/<text x="1136"[^>]*text-anchor="end"[^>]*><tspan[^>]*>\u2067كيف \(2030\)؟\u2069</)
    expect(pictureSvg({ ...PICTURE, question: '<b>&' })).not.toContain('<b>')
  })
})

describe('our own sentences on a picture', () => {
  const consultation = {
    phase: 'results',
    language: 'fr',
    question: 'Comment vivre mieux ?',
    url: 'https://consultations.journal-regional.example/c/mieux-vivre-dans-les-territoires',
    opensAt: '2026-09-26T08:00:00Z',
    closesAt: '2026-11-26T08:00:00Z',
    resultsAt: '2026-12-26T08:00:00Z',
  } as Consultation
  const tallies = { agree: 112345, disagree: 98765, neutral: 88888 }
  const proposal = {
    id: 'a',
    text: 'Ici',
    zone: 'consensus',
    votes: 299998,
    tallies,
    scores: { adhesion: { value: 0.37, confidence: 0.01 } },
  } as unknown as ScoredProposal
  const results = {
    all: { consensus: [proposal, proposal, proposal] },
    participation: { votes: 12345678, voters: 1234567 },
  } as unknown as Results
  const drawn = (record: Consultation, published: boolean, language: string) => {
    const words = wordsIn(language)
    const view = resultsViewOf(
      record,
      published ? { results, proposalOf: () => undefined, groups: null, actions: [] } : null,
      { view: 'consensus' },
      words,
    )
    return pictureSvg(pictureOf(record, view, words))
  }

  it.each(LANGUAGES)('are whole in %s, with large numbers beside a long address', (language) => {
    expect(drawn(consultation, true, language)).not.toContain('…')
    expect(drawn({ ...consultation, phase: 'open' }, false, language)).not.toContain('…')
  })
})

describe('a picture of a translated proposal', () => {
  const row = { text: 'Man sollte Bahnhöfe öffnen', figure: '', caption: '', parts: [], marks: [] }
  const say = (name: string) =>
    ({ 'widget.translated': 'Übersetzt', 'widget.translatedByMachine': 'Maschinell' })[name] ?? name
  const consultation = { phase: 'open', url: 'https://unisson.example/c/mieux' } as Consultation
  const view = { ...PICTURE, view: 'proposal', phase: 'open', link: { url: '', text: '' } } as ResultsView
  const translation = {
    originalLanguage: 'fr',
    originalText: 'Il faut…',
    origin: 'team',
    provider: null,
  } as const

  it('says so under its text, and in its words', () => {
    const picture = pictureOf(consultation, view, { say }, { text: row.text, translation })
    expect(pictureSvg(picture)).toContain('\u2066Übersetzt\u2069')
    expect(pictureWords(picture)).toContain('Man sollte Bahnhöfe öffnen (Übersetzt)')
    const machine = { ...translation, origin: 'provider', provider: 'DeepL' } as const
    expect(
      pictureSvg(pictureOf(consultation, view, { say }, { text: row.text, translation: machine })),
    ).toContain('Maschinell')
    expect(pictureSvg(pictureOf(consultation, view, { say }, { text: row.text }))).not.toContain('Übersetzt')
  })

  it('says so in front of the numbers of a result', () => {
    const rows = [
      { ...row, original: 'Il faut…', caption: '72 % dafür' },
      { ...row, caption: '60 % dafür' },
    ]
    const published = { ...consultation, phase: 'results' } as Consultation
    const picture = pictureOf(published, { ...view, rows }, { say })
    expect(picture.rows.map(({ caption }) => caption)).toEqual(['Übersetzt · 72 % dafür', '60 % dafür'])
  })
})

describe('drawing pictures', () => {
  it('draws one at a time, each once for all who ask, and refuses when many wait already', async () => {
    let atOnce = 0
    let most = 0
    const done: string[] = []
    const pictures = new Pictures(async ({ picture }) => {
      most = Math.max(most, ++atOnce)
      await Promise.resolve()
      atOnce--
      done.push(picture.question)
      return new Uint8Array([1])
    })
    const wanted = Array.from({ length: 20 }, (_, index) => pictures.get(job(`${index}`)))
    const same = pictures.get(job('3'))
    await expect(pictures.get(job('one too many'))).rejects.toMatchObject({ code: 'overloaded' })
    await Promise.all([...wanted, same])
    await pictures.get(job('3'))
    expect([most, done.length]).toEqual([1, 20])
    await expect(pictures.get(job('one too many'))).resolves.toBeDefined()
  })

  it('keeps no failure', async () => {
    let fails = true
    const pictures = new Pictures(async () => {
      if (fails) throw new Error('no thread')
      return new Uint8Array([1])
    })
    await expect(pictures.get(job('a'))).rejects.toThrow('no thread')
    fails = false
    await expect(pictures.get(job('a'))).resolves.toBeDefined()
  })
})
