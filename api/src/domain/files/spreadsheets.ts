import type { TitleLanguage } from '../../wire/index.ts'

type Title = Record<TitleLanguage, string>

/** What people read above the columns of proposals and results; the keys are the names that programs read. */
export const COLUMN_TITLES: Readonly<Record<string, Title>> = {
  text: { en: 'Proposal', fr: 'Proposition' },
  id: { en: 'Id', fr: 'Identifiant' },
  author_name: { en: 'Author', fr: 'Auteur' },
  author_age: { en: 'Age', fr: 'Âge' },
  status: { en: 'Status', fr: 'Statut' },
  refusal_reason: { en: 'Reason of the refusal', fr: 'Motif du refus' },
  created_at: { en: 'Sent on (UTC)', fr: 'Envoyée le (UTC)' },
  votes: { en: 'Votes', fr: 'Votes' },
  theme: { en: 'Theme', fr: 'Thème' },
  agree: { en: 'Agree', fr: 'D’accord' },
  disagree: { en: 'Disagree', fr: 'Pas d’accord' },
  neutral: { en: 'Neutral', fr: 'Neutre' },
  likeIt: { en: 'Love it', fr: 'Coup de cœur' },
  doable: { en: 'Doable', fr: 'Réaliste' },
  platitudeAgree: { en: 'Obvious (agree)', fr: 'Banal (d’accord)' },
  noWay: { en: 'No way', fr: 'Surtout pas' },
  impossible: { en: 'Impossible', fr: 'Infaisable' },
  platitudeDisagree: { en: 'Obvious (disagree)', fr: 'Banal (pas d’accord)' },
  doNotUnderstand: { en: 'Don’t get it', fr: 'Pas compris' },
  noOpinion: { en: 'No opinion', fr: 'Sans avis' },
  doNotCare: { en: 'Don’t care', fr: 'Indifférent' },
  adhesion: { en: 'Adhesion', fr: 'Adhésion' },
  engagement: { en: 'Engagement', fr: 'Engagement' },
  top_score: { en: 'Top score', fr: 'Score de consensus' },
  controversy: { en: 'Controversy', fr: 'Controverse' },
  rejection: { en: 'Rejection', fr: 'Rejet' },
  zone: { en: 'Zone', fr: 'Zone' },
  plebiscite: { en: 'Acclaimed', fr: 'Plébiscitée' },
}

const LETTERS = 26

/** A column as a spreadsheet calls it, by its place from 0: A, B, …, Z, AA. */
export function letterOfColumn(place: number): string {
  const rest = Math.floor(place / LETTERS)
  return (rest === 0 ? '' : letterOfColumn(rest - 1)) + String.fromCharCode(65 + (place % LETTERS))
}

// What makes a spreadsheet run a cell (OWASP, CSV injection), wide forms too, and what may stand before it and be lost on
// the way: quotation marks, apostrophes, spaces and line ends. A tab or a line end at the beginning is enough by itself.
const RUNS = /^['"\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/u

/** A text that no spreadsheet runs: an apostrophe stands before what it would take for a formula. */
export const guardCell = (text: string): string => (RUNS.test(text) ? `'${text}` : text)

/** The text that a guarded cell was made of, exactly; a cell that needed no guard stays as it is. */
export const unguardCell = (cell: string): string =>
  // A text that begins with apostrophes is guarded as well, so that reading back is unambiguous.
  cell.startsWith("'") && RUNS.test(cell.slice(1)) ? cell.slice(1) : cell
