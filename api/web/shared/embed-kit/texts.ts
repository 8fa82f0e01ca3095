import type { Language } from '../language.ts'

const fr = {
  intro: 'Le widget tient dans une hauteur fixe, ne dépose rien avant le premier vote et ne pèse que 12 ko.',
  appearance: 'Apparence',
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
      'La forme recommandée : la hauteur est réservée, et un lien reste sans JavaScript.',
    ],
    script: ['En une seule ligne', 'Pour les outils de publication qui n’acceptent qu’un script.'],
    styles: ['Dans la feuille de style du site', 'Vos couleurs, une fois pour tous les articles.'],
    link: [
      'Le lien',
      'Collé seul sur une ligne, il devient le widget là où oEmbed fonctionne ; ailleurs, il mène à la page publique. Pour les lettres, les réseaux, les partenaires.',
    ],
    iframe: ['En cadre', 'Pour les outils qui retirent les scripts. Les couleurs du site n’y entrent pas.'],
  },
  code: 'Code à scanner',
  codeHint: 'Mène à la même page que le lien. Pour l’imprimé et les affiches.',
  download: 'Télécharger (SVG)',
}

type EmbedKitTexts = typeof fr

const en: EmbedKitTexts = {
  intro: 'The widget has one fixed height, stores nothing before the first vote and weighs only 12 kB.',
  appearance: 'Appearance',
  theme: 'Colours',
  themes: { auto: 'As the page', light: 'Light', dark: 'Dark' },
  layout: 'Shape',
  layouts: { card: 'Card', compact: 'Compact' },
  accent: 'Accent colour',
  ownAccent: 'My own',
  radius: 'Rounding of corners',
  channel: 'Channel',
  channelHint:
    'Outside of articles: “letter”, “poster”, the name of a partner. Lower case, digits and hyphens.',
  width: 'Width of the preview',
  widths: { wide: 'Column', narrow: 'Phone' },
  preview: 'Preview',
  forms: {
    element: [
      'In the article',
      'The form to prefer: its place is held, and a link works without JavaScript.',
    ],
    script: ['In one line', 'For content systems that take a script only.'],
    styles: ['In the style sheet of the site', 'Your colours, once for all articles.'],
    link: [
      'The link',
      'Pasted on a line of its own it becomes the widget wherever oEmbed is known; elsewhere it leads to the public page. For letters, networks, partners.',
    ],
    iframe: ['In a frame', 'For systems that strip scripts. The colours of the site do not get in.'],
  },
  code: 'Code to scan',
  codeHint: 'Leads where the link leads. For print and posters.',
  download: 'Download (SVG)',
}

export const EMBED_KIT_TEXTS: Readonly<Record<Language, EmbedKitTexts>> = { fr, en }
