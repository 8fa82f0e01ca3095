import type { FieldProblemCode, ProblemCode } from '../../../src/wire/index.ts'

/** What all pages say of a field; exported for pages that have to say something of each problem that there is. */
export const fieldProblems = {
  missing: () => 'manque.',
  empty: () => 'est vide.',
  invalid: () => 'n’a pas la forme attendue.',
  'unknown-field': () => 'n’existe pas.',
  'too-short': ({ limit }) => `n’atteint pas le minimum : ${limit} au moins.`,
  'too-long': ({ limit }) => `dépasse la limite : ${limit} au plus.`,
  'too-small': ({ limit }) => `n’atteint pas le minimum : ${limit} au moins.`,
  'too-large': ({ limit }) => `dépasse la limite : ${limit} au plus.`,
  'date-passed': () => 'appartient au passé. Choisissez une date à venir.',
  'date-not-reached': () => 'n’a pas encore eu lieu. Les votes viennent avant les résultats.',
  'date-order': ({ before }) => `doit venir après « ${before} ».`,
} satisfies FieldProblemTexts

/** What any page may be refused; pages that meet more say more. */
export const problems = {
  offline: 'Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.',
  'invalid-key': 'Cette clé n’est pas valable.',
  'not-signed-in': 'La session est terminée. Connectez-vous de nouveau.',
  'too-many-requests': 'Trop d’essais. Attendez une minute.',
  unavailable: 'Le service est indisponible. Réessayez dans un instant.',
  // Said of all that a page has no words for.
  'invalid-request': 'La demande n’a pas abouti. Rechargez la page.',
} satisfies Partial<Record<ProblemCode | 'offline', string>>

/** What all pages say. */
export const fr = {
  language: 'Langue',
  loading: 'Chargement…',
  cancel: 'Annuler',
  again: 'Réessayer',
  copy: 'Copier',
  copied: 'Copié',
  wrongFields: 'À corriger :',
  andMore: (count: number) => `… et ${new Intl.NumberFormat('fr').format(count)} de plus.`,
  theFile: 'Le fichier :',
  theRow: (row: number) => `Ligne ${row} :`,
  signOut: 'Se déconnecter',
  downloads: {
    as: (what: string, format: string) => `Télécharger ${what} en ${format}`,
  },
  problems: problems as Record<string, string>,
  /** Names of fields, where a page has some. */
  fields: {} as Record<string, string>,
  fieldProblems: fieldProblems as FieldProblemTexts,
}

/** Says what is wrong by the values that come with its code. */
export type ProblemWords = (values: Readonly<Record<string, string | number>>) => string

export type FieldProblemTexts = Partial<Record<FieldProblemCode, ProblemWords>>

export type CommonTexts = typeof fr
