import type { FieldProblemCode, ProblemCode } from '../../../src/wire/index.ts'
import { countsIn } from '../counts.ts'

const { number } = countsIn('fr')

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
  'csrf-token': 'La page est restée ouverte trop longtemps. Rechargez-la.',
  'unknown-share-link': 'Ce lien n’existe pas, ou n’est plus valable.',
  overloaded: 'Le service est très demandé. Réessayez dans un instant.',
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
  notCopied: 'Le navigateur refuse la copie. Sélectionnez le texte et copiez-le.',
  wrongFields: 'À corriger :',
  andMore: (count: number) => `… et ${number(count)} de plus.`,
  theFile: 'Le fichier :',
  theRow: (row: number) => `Ligne ${row} :`,
  signOut: 'Se déconnecter',
  downloads: {
    as: (what: string, format: string) => `Télécharger ${what} en ${format}`,
  },
  embedKit: {
    intro:
      'Le widget tient dans une hauteur fixe, ne dépose rien avant le premier vote et ne pèse que 12 ko.',
    appearance: 'Apparence',
    shown: 'Ce qui s’affiche',
    parts: {
      vote: 'Le vote',
      consensus: 'Résultats : ce qui rassemble',
      groups: 'Résultats : les groupes d’opinion',
      proposal: 'Résultats : une proposition',
      action: 'Résultats : les actions',
    },
    proposal: 'Proposition (identifiant)',
    proposalHint: 'Facultatif. Le vote commence par cette proposition, ou seul son résultat s’affiche.',
    theme: 'Couleurs',
    themes: { auto: 'Comme la page', light: 'Claires', dark: 'Sombres' },
    layout: 'Forme',
    layouts: { card: 'Carte', compact: 'Compacte' },
    accent: 'Couleur d’accent',
    ownAccent: 'La mienne',
    radius: 'Arrondi des coins',
    channel: 'Canal',
    channelHint:
      'Hors d’un article : « lettre », « affiche », le nom d’un partenaire. Minuscules, chiffres et tirets.',
    width: 'Largeur de l’aperçu',
    widths: { wide: 'Colonne', narrow: 'Téléphone' },
    preview: 'Aperçu',
    forms: {
      element: [
        'Dans l’article',
        'La forme recommandée : la hauteur est réservée, et un lien fonctionne sans JavaScript.',
      ],
      script: ['En une seule ligne', 'Pour les outils de publication qui n’acceptent qu’un script.'],
      styles: ['Dans la feuille de style du site', 'Vos couleurs, une fois pour tous les articles.'],
      link: [
        'Le lien',
        'Collé seul sur une ligne, il devient le widget là où oEmbed fonctionne ; ailleurs, il mène à la page publique. Pour les lettres d’information, les réseaux sociaux, les partenaires.',
      ],
      mail: [
        'Dans une lettre',
        'Trois propositions, avec un lien pour chaque réponse. Le clic ouvre une page où un bouton confirme : un robot qui suit le lien ne vote pas.',
      ],
      mailText: ['Dans une lettre, en texte seul', 'Pour la version en texte seul du message.'],
      iframe: ['En cadre', 'Pour les outils qui retirent les scripts. Les couleurs du site n’y entrent pas.'],
    },
    code: 'Code à scanner',
    codeHint: 'Mène à la même page que le lien. Pour l’imprimé et les affiches.',
    download: 'Télécharger (SVG)',
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
