import type { Article } from './article.ts'

export const signalArticles: readonly Article[] = [
  {
    path: '/energie/la-nuit-rendue-a-la-nuit',
    file: 'nuit',
    section: 'Énergie',
    kicker: 'Sobriété',
    title: 'La nuit rendue à la nuit',
    standfirst:
      'Quatorze communes éteignent leurs rues de 23 heures à 5 h 30. Elles ont économisé 96 000 euros, inventé la lumière sur demande, et appris à ne pas répondre à la peur par des courbes.',
    author: 'Ilan Castaing',
    publishedAt: '2026-11-22T18:00:00+01:00',
    published: '22 novembre 2026, 18 h 00',
    minutes: 5,
    illustration: {
      alternative: 'La Voie lactée au-dessus d’un village éteint ; une seule fenêtre reste allumée.',
      caption: 'Brézolles-le-Haut, 23 h 04. Il faut vingt secondes à l’œil pour comprendre.',
    },
    consultations: ['monde-dapres'],
  },
  {
    path: '/democratie/trente-chaises-et-un-budget',
    file: 'tirage-au-sort',
    section: 'Démocratie',
    kicker: 'Tirage au sort',
    title: 'Trente chaises, un budget',
    standfirst:
      'À Portevigne, trente habitants tirés au sort ont décidé de l’emploi de 1,2 million d’euros. Ils n’ont pas dit ce dont ils rêvaient : ils ont dit ce qui était cassé.',
    author: 'Salomé Verdier',
    publishedAt: '2026-11-20T12:00:00+01:00',
    published: '20 novembre 2026, 12 h 00',
    minutes: 5,
    illustration: {
      alternative: 'Trente points de couleur forment un cercle autour d’un vide lumineux.',
      caption: 'Cinq week-ends, un cercle, une question au tableau : que faut-il réparer d’abord ?',
    },
    consultations: ['monde-dapres'],
    strictPolicy: true,
  },
  {
    path: '/dechets/la-consigne-par-l-arriere-boutique',
    file: 'consigne',
    section: 'Déchets',
    kicker: 'Réemploi',
    title: 'La consigne revient par l’arrière-boutique',
    standfirst:
      'Convaincre les clients n’avait rien donné. Changer de colle a tout changé. Enquête dans un atelier qui lave 1,9 million de bouteilles par an et refuse les commandes trop lointaines.',
    author: 'Marek Dufour',
    publishedAt: '2026-11-16T08:00:00+01:00',
    published: '16 novembre 2026, 8 h 00',
    minutes: 5,
    illustration: {
      alternative:
        'Des bouteilles de verre de trois couleurs se suivent sur une ligne, comme une ville la nuit.',
      caption: 'Quatre formes, une seule colle : le catalogue entier de l’atelier.',
    },
    consultations: ['monde-dapres'],
  },
]
