import type { Article } from './article.ts'

export const eveilArticles: readonly Article[] = [
  {
    path: '/reportage/ligne-23-une-journee-dans-le-car-du-plateau',
    file: 'ligne-23',
    section: 'Grand reportage',
    kicker: 'Se déplacer sur le plateau',
    title: 'Ligne 23 : une journée dans le car que l’on voulait supprimer',
    standfirst:
      'Quarante et un kilomètres, vingt-trois arrêts, et une question vieille de trente ans : à quoi sert un car à moitié vide ? Du premier départ au dernier terminus, ceux qui le prennent ont leur réponse. Ceux qui ne le prennent pas aussi.',
    author: 'Clémence Aubrac',
    publishedAt: '2026-11-21T06:00:00+01:00',
    published: 'samedi 21 novembre 2026, 6 h 00',
    minutes: 12,
    illustration: {
      alternative: 'Un car traverse un plateau de collines vertes dans la brume du petit matin.',
      caption: 'Le premier car, à l’heure où le brouillard se tient encore à hauteur de vitre.',
    },
    consultations: ['territoires'],
  },
  {
    path: '/agriculture/a-vernoy-la-cantine-s-approvisionne-a-douze-kilometres',
    file: 'cantine',
    section: 'Agriculture',
    kicker: 'Circuits courts',
    title: 'À Vernoy, la cantine fait ses courses à douze kilomètres',
    standfirst:
      'Onze maraîchers, une crèmerie abandonnée et 420 repas par jour : en deux ans, une petite commune a rapproché le champ de l’assiette. Le repas coûte sept centimes de plus. Les poubelles, elles, ont maigri de moitié.',
    author: 'Bastien Louvel',
    publishedAt: '2026-11-20T07:30:00+01:00',
    published: 'vendredi 20 novembre 2026, 7 h 30',
    minutes: 5,
    illustration: {
      alternative: 'Des rangs de légumes descendent vers un village au soleil levant.',
      caption: 'Les terrasses des Estrades fournissent six communes, de juin à mars.',
    },
    consultations: ['monde-dapres'],
  },
  {
    path: '/sante/le-mardi-les-aidants-s-assoient',
    file: 'aidants',
    section: 'Santé',
    kicker: 'Aidants',
    title: 'Le mardi, ceux qui veillent sur les autres ont le droit de s’asseoir',
    standfirst:
      'Dans l’ancien bureau de poste de Sainte-Aure, on ne remplit aucun formulaire. On boit du café, on parle peu, et l’on repart parfois avec ce qui manquait le plus : une nuit de sommeil.',
    author: 'Jeanne Maupertuis',
    publishedAt: '2026-11-18T06:15:00+01:00',
    published: 'mercredi 18 novembre 2026, 6 h 15',
    minutes: 5,
    illustration: {
      alternative: 'Une maison aux fenêtres éclairées sous une grande lune, au creux des collines.',
      caption: 'Depuis mars, 611 nuits ont été « rendues » aux familles du plateau.',
    },
    consultations: ['monde-dapres', 'territoires'],
  },
]
