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
  problems: {
    offline: 'Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.',
    'invalid-key': 'Cette clé n’est pas valable.',
    'not-signed-in': 'La session est terminée. Connectez-vous de nouveau.',
    'too-many-requests': 'Trop d’essais. Attendez une minute.',
    'invalid-request': 'La demande n’est pas valable.',
    'malformed-body': 'La demande est arrivée illisible. Réessayez.',
    'invalid-session': 'La session n’est plus valable. Rechargez la page.',
    'foreign-origin': 'Cette adresse n’est pas autorisée pour ce média.',
    'publisher-disabled': 'Ce média est désactivé.',
    'not-allowed': 'Votre rôle ne le permet pas.',
    'csrf-token': 'La page est restée ouverte trop longtemps. Rechargez-la.',
    'not-found': 'Il n’y a rien ici.',
    'unknown-consultation': 'Cette consultation n’existe pas.',
    'unknown-publisher': 'Ce média n’existe pas.',
    'unknown-proposal': 'Cette proposition n’existe pas.',
    'unknown-partner': 'Ce partenaire n’existe pas, ou a été retiré.',
    'unknown-action': 'Cette action n’existe pas.',
    'unknown-api-key': 'Cette clé n’existe pas, ou a déjà été révoquée.',
    'unknown-administrator': 'Cette personne n’existe pas, ou a déjà été révoquée.',
    'unknown-article': 'Ce média n’a pas cet article.',
    'unknown-share-link': 'Ce lien n’existe pas, ou n’est plus valable.',
    'key-needed': 'Il faut une clé d’API entière : celle-ci ne permet que de lire.',
    'merged-already': 'Les deux ne font déjà qu’un, ou l’article est réuni à un autre.',
    'not-merged': 'L’article n’est réuni à aucun autre.',
    'other-consultation': 'La proposition appartient à une autre consultation.',
    'proposal-not-accepted': 'La proposition n’est pas ouverte aux votes.',
    'results-not-published': 'Les résultats ne sont pas encore publiés.',
    'votes-open': 'Les votes sont encore ouverts. Scellez la consultation après leur fin.',
    sealed: 'La consultation est scellée : elle ne peut plus recevoir de votes.',
    'votes-closed': 'La consultation ne reçoit pas de votes dans cette phase.',
    'proposals-closed': 'La consultation ne reçoit pas de propositions dans cette phase.',
    'changed-meanwhile':
      'Quelqu’un d’autre vient de modifier ceci. Regardez l’état actuel, puis recommencez.',
    'last-admin': 'Il faut qu’une personne au moins puisse tout faire.',
    'slug-taken': 'Une autre consultation porte déjà ce nom d’adresse.',
    'public-key-taken': 'Un autre média a déjà cette clé publique.',
    'duplicate-proposal': 'Une autre proposition dit déjà exactement cela.',
    'invalid-proposal': 'La proposition ne suit pas les règles de la consultation.',
    'invalid-import': 'Le fichier ne peut pas être importé.',
    'request-timeout': 'La demande a mis trop de temps à arriver. Réessayez.',
    'body-too-large': 'L’envoi est trop lourd.',
    'unsupported-media-type': 'Ce type de fichier n’est pas accepté.',
    'headers-too-large': 'L’adresse est trop longue.',
    'format-not-offered': 'Seul JSON est proposé.',
    overloaded: 'Le service est très demandé. Réessayez dans un instant.',
    unavailable: 'Rien ne peut être enregistré pour le moment. Réessayez dans un instant.',
    internal: 'Une erreur s’est produite de notre côté. Réessayez ; si elle revient, prévenez l’équipe.',
  } satisfies Record<ProblemCode | 'offline', string> as Record<string, string>,
  /** Names of fields, where a page has some. */
  fields: {} as Record<string, string>,
  fieldProblems: fieldProblems as FieldProblemTexts,
}

/** Says what is wrong by the values that come with its code. */
export type ProblemWords = (values: Readonly<Record<string, string | number>>) => string

export type FieldProblemTexts = Partial<Record<FieldProblemCode, ProblemWords>>

export type CommonTexts = typeof fr
