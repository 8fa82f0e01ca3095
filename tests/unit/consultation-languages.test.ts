import { describe, expect, it } from 'vitest'
import {
  type DetectedLanguage,
  languageOfText,
  shownLanguage,
} from '../../api/src/domain/consultations/consultation-languages.ts'
import { textsOf } from '../../api/src/domain/consultations/consultation-texts.ts'
import { Translations } from '../../api/src/domain/consultations/translations.ts'

describe('A consultation in several languages', () => {
  const languages = { language: 'fr', otherLanguages: ['de', 'pt', 'nb'] }

  it.each([
    ['de-AT', 'de'],
    ['pt-BR', 'pt'],
    ['no', 'nb'],
    ['es', 'fr'],
    ['undefined', 'fr'],
    ['x', 'fr'],
  ])('is shown to a page in %s in %s', (tag, expected) => {
    expect(shownLanguage(languages, [tag])).toBe(expected)
  })

  it('is shown in its one language, whatever the reader speaks', () => {
    expect(shownLanguage({ language: 'fr', otherLanguages: [] }, ['de'])).toBe('fr')
  })
})

describe('The language of a proposal', () => {
  const detected = (
    language: string,
    scores: Record<string, number> = { [language]: 1 },
    isSure = true,
  ): DetectedLanguage => ({ language, isSure, scores })

  it.each([
    ['is the given one where nothing was detected', 'fr', undefined, 'fr'],
    ['is the detected one, of which the detector is sure', 'fr', detected('de'), 'de'],
    ['is the given one where the detector is unsure', 'fr', detected('de', { de: 1 }, false), 'fr'],
    ['is the given one where the detected is none of the consultation', 'fr', detected('es'), 'fr'],
    ['is the given one that fits nearly as well', 'fr', detected('de', { de: 1, fr: 0.9 }), 'fr'],
    ['is known by the tag that the detector has for it', 'fr', detected('no'), 'nb'],
    ['stays one that the detector does not know', 'br', detected('fr'), 'br'],
  ] as const)('%s', (_words, given, found, expected) => {
    expect(languageOfText(given, ['fr', 'de', 'nb', 'br'], found)).toBe(expected)
  })
})

describe('Texts of a consultation in another language', () => {
  const texts = {
    language: 'fr',
    question: 'Comment ?',
    introduction: 'Donnez votre avis',
    proposalPrefix: 'Il faut',
    segmentQuestion: 'Où ?',
    segments: [
      { id: 'aaaaaaaaaaaa', label: 'Ville', retiredAt: null },
      { id: 'bbbbbbbbbbbb', label: 'Mer', retiredAt: 1 },
    ],
  }
  const said = (textId: string, source: string, text: string) => ({
    textId,
    source,
    text,
    language: 'de',
    provider: null,
  })

  it('are named by their part; what is empty or no longer offered is none', () => {
    expect(textsOf({ ...texts, introduction: '' }).map(({ id }) => id)).toEqual([
      'consultation.question',
      'consultation.proposalPrefix',
      'consultation.segmentQuestion',
      'segment.aaaaaaaaaaaa',
    ])
  })

  it('are the original until the question is translated', () => {
    const translations = new Translations('fr', new Map(), [
      said('consultation.introduction', texts.introduction, 'Ihre Meinung'),
    ])
    expect(translations.consultation(texts, 'de')).toBe(texts)
  })

  it('leave out what only goes with the question and is not translated', () => {
    const translations = new Translations('fr', new Map(), [
      said('consultation.question', texts.question, 'Wie?'),
      said('segment.aaaaaaaaaaaa', 'Ville', 'Stadt'),
    ])
    expect(translations.consultation(texts, 'de')).toMatchObject({
      language: 'de',
      question: 'Wie?',
      introduction: '',
      proposalPrefix: '',
      segments: [{ label: 'Stadt' }, { label: 'Mer' }],
    })
  })

  it('are the original where it was changed since it was translated', () => {
    const translations = new Translations('fr', new Map(), [said('p', 'Il faut des bus', 'Busse')])
    expect(translations.shown('p', 'Il faut des bus', 'de')).toEqual({
      text: 'Busse',
      language: 'de',
      translation: {
        originalLanguage: 'fr',
        originalText: 'Il faut des bus',
        origin: 'team',
        provider: null,
      },
    })
    expect(translations.shown('p', 'Il faut des trains', 'de')).toEqual({
      text: 'Il faut des trains',
      language: 'fr',
    })
  })
})
