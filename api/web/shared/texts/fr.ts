import type { FieldProblemCode } from '../../../src/wire/index.ts'

/** What all pages say. */
export const fr = {
  language: 'Langue',
  loading: 'Chargement…',
  cancel: 'Annuler',
  again: 'Réessayer',
  copy: 'Copier',
  copied: 'Copié',
  wrongFields: 'À corriger :',
  signOut: 'Se déconnecter',
  downloads: {
    as: (what: string, format: string) => `Télécharger ${what} en ${format}`,
  },
  problems: {
    offline: 'Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.',
    'invalid-key': 'Cette clé n’est pas valable.',
    'not-signed-in': 'La session est terminée. Connectez-vous de nouveau.',
    'too-many-requests': 'Trop d’essais. Attendez une minute.',
  } as Record<string, string>,
  /** Names of fields, where a page has some. */
  fields: {} as Record<string, string>,
  fieldProblems: {
    missing: () => 'manque.',
    empty: () => 'est vide.',
    invalid: () => 'n’a pas la forme attendue.',
    'unknown-field': () => 'n’est pas connu.',
    'too-short': ({ limit }) => `est trop court : ${limit} au moins.`,
    'too-long': ({ limit }) => `est trop long : ${limit} au plus.`,
    'too-small': ({ limit }) => `est trop petit : ${limit} au moins.`,
    'too-large': ({ limit }) => `est trop grand : ${limit} au plus.`,
    'date-passed': () => 'est déjà passé. Choisissez une date à venir.',
    'date-not-reached': () => 'n’est pas encore arrivé. Les votes viennent avant les résultats.',
    'date-order': ({ before }) => `doit venir après « ${before} ».`,
  } as FieldProblemTexts,
}

type FieldProblemTexts = Partial<
  Record<FieldProblemCode, (values: Readonly<Record<string, string | number>>) => string>
>

export type CommonTexts = typeof fr
