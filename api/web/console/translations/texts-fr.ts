import type { translationsEn } from './texts-en.ts'

const number = (count: number): string => new Intl.NumberFormat('fr').format(count)
const characters = (count: number): string => `${number(count)} caractère${count < 2 ? '' : 's'}`

export const translationsFr: typeof translationsEn = {
  intro:
    'Ce que disent les textes dans les autres langues de la consultation. Chacun lit la sienne, l’original à portée de doigt ; les votes comptent pour la même proposition.',
  into: 'Traduire en',
  which: 'Afficher',
  missing: 'Ce qui manque',
  all: 'Tous les textes',
  progress: (done, missing) => `${number(done)} traduits · ${number(missing)} manquants`,
  nothing: 'Rien ne manque dans cette langue.',
  writtenIn: 'Écrit en',
  translation: (language) => `Traduction en ${language}`,
  save: 'Enregistrer',
  remove: 'Retirer la traduction',
  saved: 'Enregistré.',
  removed: 'Retirée. Le public lit l’original.',
  outdated: 'L’original a changé depuis : le public le lit tel quel jusqu’au prochain enregistrement.',
  byTeam: 'par l’équipe',
  byProvider: (name) => `par une machine (${name})`,
  left: (count) => `${characters(count)} de reste`,
  over: (count) => `${characters(count)} de trop`,
  keys: 'Ctrl + Entrée enregistre et passe au texte suivant.',
  more: 'Textes suivants',
  fetch: (name) => `Traduire ce qui manque avec ${name}`,
  fetching: (done, total) => `${number(done)} textes traduits sur ${number(total)}…`,
  fetched: (done) => `${number(done)} textes traduits.`,
  names: {
    'consultation.question': 'Question',
    'consultation.introduction': 'Introduction',
    'consultation.proposalPrefix': 'Début de chaque proposition',
    'consultation.segmentQuestion': 'Question posée après quelques votes',
    segment: 'Réponse',
    proposal: 'Proposition',
  },
}
