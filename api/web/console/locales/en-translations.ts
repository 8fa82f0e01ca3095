import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'

const { number, plural } = countsIn('en')

export const translationsEn = {
  intro:
    'The texts in the other languages of the consultation. Readers see their own language, with the original one tap away; votes count for the same proposal in every language.',
  into: 'Translate into',
  which: 'Show',
  missing: 'Missing texts',
  all: 'All texts',
  progress: (done: number, missing: number) => `${number(done)} translated${DOT}${number(missing)} missing`,
  nothing: 'Nothing is missing in this language.',
  writtenIn: 'Written in',
  translation: (language: string) => `Translation into ${language}`,
  save: 'Save',
  remove: 'Remove the translation',
  saved: 'Saved.',
  removed: 'Removed. Readers see the original.',
  outdated: 'The original has changed since: readers see the original until you save again.',
  byTeam: 'by the team',
  byProvider: (name: string) => `by machine (${name})`,
  left: (count: number) => `${plural(count, 'character', 'characters')} left`,
  over: (count: number) => `${plural(count, 'character', 'characters')} too many`,
  keys: 'Ctrl + Enter saves and goes on to the next text.',
  more: 'Next texts',
  fetch: (name: string) => `Translate the missing texts with ${name}`,
  fetching: (done: number, total: number) =>
    `${number(done)} of ${plural(total, 'text', 'texts')} translated…`,
  fetched: (done: number) => `${plural(done, 'text', 'texts')} translated.`,
  files: {
    title: 'In a spreadsheet',
    theTranslations: 'the translations',
    upload: 'Upload a file',
    hint: 'A row for each text, a column for each language. Fill in empty cells and upload the file; you see the changes before anything is stored.',
    original: 'Original',
    comesTo: (fresh: number, unchanged: number, refused: number) =>
      [
        fresh > 0 ? `${number(fresh)} new` : 'Nothing new in this file',
        ...(unchanged > 0 ? [`${number(unchanged)} as they are`] : []),
        ...(refused > 0 ? [`${number(refused)} refused`] : []),
      ].join(DOT),
    store: (count: number) => `Import ${plural(count, 'translation', 'translations')}`,
    stored: (count: number) => `${plural(count, 'translation', 'translations')} imported.`,
  },
  names: {
    'consultation.question': 'Question',
    'consultation.introduction': 'Introduction',
    'consultation.proposalPrefix': 'Beginning of every proposal',
    'consultation.segmentQuestion': 'Question asked after some votes',
    segment: 'Answer',
    proposal: 'Proposal',
  },
}
