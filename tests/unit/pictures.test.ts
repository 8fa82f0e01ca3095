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

describe('the headings of a picture of results', () => {
  const row = (text: string) => ({
    text,
    figure: '72\u00a0%',
    caption: '72\u00a0% d’accord · entre 68\u00a0% et 75\u00a0% · 1\u202f234 votes',
    parts: [{ kind: 'agree' as const, share: 0.72 }],
    marks: [],
  })
  const results = (question: string, title: string, text = 'Il faut rouvrir les gares'): Picture => ({
    ...PICTURE,
    kind: 'results',
    language: /[\u0600-\u06ff]/.test(question) ? 'ar' : 'fr',
    direction: /[\u0600-\u06ff]/.test(question) ? 'rtl' : 'ltr',
    question,
    title,
    rows: [row(text), row(text), row(text)],
    note: 'D’après 12\u202f345 votes, depuis le 1er mars 2026.',
  })
  /** Each line with its place and its size, from the top. */
  const linesOf = (picture: Picture) =>
    [
      ...pictureSvg(picture).matchAll(
        /<text x="[\d.]+" y="([\d.]+)"[^>]*font-size="(\d+)"[^>]*>(.*?)<\/text>/g,
      ),
    ].map(([, y, size, text = '']) => ({
      y: Number(y),
      size: Number(size),
      text: text.replace(/<[^>]*>|[\u2066-\u2069]/g, ''),
    }))
  const QUESTIONS = {
    fr: 'Comment mieux vivre ensemble dans les territoires ruraux et les petites villes, aujourd’hui et pour les générations qui viennent ?',
    de: 'Wie gestalten wir die Gesundheitsversorgung und den öffentlichen Nahverkehr im ländlichen Raum, damit niemand abgehängt wird?',
    ar: 'كيف يمكننا أن نعيش حياة أفضل معًا في المناطق الريفية والمدن الصغيرة، اليوم ومن أجل الأجيال القادمة التي ستأتي بعدنا وتعيش في هذه البلاد الجميلة؟',
  }

  it.each(Object.entries(QUESTIONS))('have two lines before anything is cut: %s', (_language, question) => {
    const lines = linesOf(results(question, 'Ce qui rassemble'))
    const [first, second, title] = lines
    expect(`${first?.text} ${second?.text}`).toBe(question)
    expect(title?.text).toBe('Ce qui rassemble')
    expect(lines.every(({ text }) => !text.includes('…'))).toBe(true)
  })

  it('have one large line where it has room', () => {
    const [question, title] = linesOf(results('Comment mieux vivre ?', 'Ce qui rassemble'))
    expect([question?.size, title?.size]).toEqual([26, 40])
  })

  it('are cut at the end of the second line, and the rows below them end above the foot', () => {
    const endless = Array.from({ length: 60 }, () => 'territoires').join(' ')
    const lines = linesOf(results(endless, endless, endless))
    expect(lines.slice(0, 4).map(({ text }) => text.endsWith('…'))).toEqual([false, true, false, true])
    const rows = lines.filter(({ y }) => y < 550)
    expect(rows.at(-1)?.text).toContain('d’accord')
    expect(rows).toHaveLength(4 + 3 * 4)
    for (const [index, { y, size }] of rows.entries()) {
      const before = rows[index - 1]
      // A number beside a text stands in the first line of its row.
      if (before && size !== 48 && before.size !== 48) expect(y - before.y).toBeGreaterThanOrEqual(size)
    }
  })

  it('leave the text of a proposal whole where smaller letters give it room', () => {
    const text = `Il faut ${'rouvrir les gares des vallées et '.repeat(4)}les lignes`
    expect(
      linesOf(results('Comment mieux vivre ?', 'Ce qui rassemble', text))
        .map(({ text }) => text)
        .join(' '),
    ).toContain('les lignes')
  })
})

describe('the marks of opinion groups on a picture', () => {
  const row = (text: string) => ({
    text,
    figure: '',
    caption: 'Groupe A : 90\u00a0% · Groupe B : 12\u00a0%',
    parts: [],
    marks: [
      { name: 'A', at: 0.9 },
      { name: 'BC', at: 0.12 },
    ],
  })
  const SHORT = 'Il faut protéger les gares'
  const LONG =
    'Il faut protéger les gares et prolonger les lignes jusqu’aux plages, aux villages et aux gorges, '
  const pictured = (question: string, texts: readonly string[]): string =>
    pictureSvg({ ...PICTURE, kind: 'results', question, title: 'Ce qui partage', rows: texts.map(row) })

  it.each([
    ['in rows of one line', 'Comment mieux vivre ?', [SHORT, SHORT, SHORT]],
    ['in rows of two lines', 'Comment mieux vivre ?', [LONG, LONG, LONG]],
    ['below a long question', LONG.repeat(2), [LONG, LONG, LONG]],
    ['alone', 'Comment mieux vivre ?', [LONG]],
  ])('touch no letter above or below them: %s', (_where, question, texts) => {
    const svg = pictured(question, texts)
    const lines = [
      ...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" text-anchor="start" font-size="(\d+)"/g),
    ].map(([, y, size]) => ({ top: Number(y) - Number(size) * 0.8, bottom: Number(y) + Number(size) * 0.25 }))
    const marks = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)" r="(\d+)"/g)]
    expect(marks).toHaveLength(4 * texts.length)
    for (const [, middle, radius] of marks) {
      const [top, bottom] = [Number(middle) - Number(radius), Number(middle) + Number(radius)]
      const above = lines.filter((line) => line.bottom < Number(middle)).map((line) => line.bottom)
      const below = lines.filter((line) => line.top > Number(middle)).map((line) => line.top)
      expect(top - Math.max(...above)).toBeGreaterThanOrEqual(3)
      expect(Math.min(...below) - bottom).toBeGreaterThanOrEqual(2)
    }
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
    expect(picture.rows.map(({ caption }) => caption)).toEqual(['Übersetzt\u00a0· 72 % dafür', '60 % dafür'])
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
