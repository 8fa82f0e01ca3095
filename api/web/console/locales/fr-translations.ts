import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import type { translationsEn } from './en-translations.ts'

const { number, plural } = countsIn('fr')
const characters = (count: number): string => plural(count, 'caractère', 'caractères')

export const translationsFr: typeof translationsEn = {
  intro:
    'Les textes dans les autres langues de la consultation. Chacun lit dans la sienne et peut afficher l’original ; les votes comptent pour la même proposition.',
  into: 'Traduire en',
  which: 'Afficher',
  missing: 'Textes manquants',
  all: 'Tous les textes',
  progress: (done, missing) =>
    `${plural(done, 'traduit', 'traduits')}${DOT}${plural(missing, 'manquant', 'manquants')}`,
  nothing: 'Rien ne manque dans cette langue.',
  writtenIn: 'Écrit en',
  translation: (language) => `Traduction en ${language}`,
  save: 'Enregistrer',
  remove: 'Retirer la traduction',
  saved: 'Enregistré.',
  removed: 'Retirée. Le public lit l’original.',
  outdated: 'L’original a changé depuis : le public lit l’original jusqu’au prochain enregistrement.',
  byTeam: 'par l’équipe',
  byProvider: (name) => `par une machine (${name})`,
  left: (count) => plural(count, 'caractère restant', 'caractères restants'),
  over: (count) => `${characters(count)} de trop`,
  keys: 'Ctrl + Entrée enregistre et passe au texte suivant.',
  more: 'Textes suivants',
  fetch: (name) => `Traduire les textes manquants avec ${name}`,
  fetching: (done, total) => `${plural(done, 'texte traduit', 'textes traduits')} sur ${number(total)}…`,
  fetched: (done) => `${plural(done, 'texte traduit', 'textes traduits')}.`,
  files: {
    title: 'Dans un tableur',
    theTranslations: 'les traductions',
    upload: 'Charger un fichier',
    hint: 'Une ligne par texte, une colonne par langue. Remplissez les cellules vides et chargez le fichier : vous voyez ce qu’il change avant que rien ne soit enregistré.',
    original: 'Original',
    comesTo: (fresh, unchanged, refused) =>
      [
        fresh > 0 ? plural(fresh, 'nouvelle', 'nouvelles') : 'Rien de nouveau dans ce fichier',
        ...(unchanged > 0 ? [plural(unchanged, 'inchangée', 'inchangées')] : []),
        ...(refused > 0 ? [plural(refused, 'refusée', 'refusées')] : []),
      ].join(DOT),
    store: (count) => `Importer ${plural(count, 'traduction', 'traductions')}`,
    stored: (count) => `${plural(count, 'traduction importée', 'traductions importées')}.`,
  },
  names: {
    'consultation.question': 'Question',
    'consultation.introduction': 'Introduction',
    'consultation.proposalPrefix': 'Début de chaque proposition',
    'consultation.segmentQuestion': 'Question posée après quelques votes',
    segment: 'Réponse',
    proposal: 'Proposition',
  },
}
