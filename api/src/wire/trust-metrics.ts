import { counted, type MetricDefinition } from './metric-definition.ts'

/** By what one tells whether the readers are people. */
export const TRUST_METRICS = {
  networksViewed: counted(
    'networks',
    { en: 'Networks', fr: 'Réseaux' },
    {
      en: 'Networks from which readers viewed the widget, unique per day: a household, a company, a part of a mobile network.',
      fr: 'Réseaux depuis lesquels des lecteurs ont vu le widget, uniques par jour : un foyer, une entreprise, une partie d’un réseau mobile.',
    },
  ),
  networksEngaged: counted(
    'networks',
    { en: 'Networks with engaged readers', fr: 'Réseaux avec lecteurs engagés' },
    {
      en: 'Networks from which at least one reader voted or proposed, unique per day.',
      fr: 'Réseaux depuis lesquels au moins un lecteur a voté ou proposé, uniques par jour.',
    },
  ),
  viewsSuspect: counted(
    'times',
    { en: 'Suspect views', fr: 'Vues suspectes' },
    {
      en: 'Views by readers who look like a program; they are among the views.',
      fr: 'Vues de lecteurs qui ressemblent à un programme ; elles font partie des vues.',
    },
  ),
  readersViewedSuspect: counted(
    'readers',
    { en: 'Suspect readers', fr: 'Lecteurs suspects' },
    {
      en: 'Readers who viewed the widget and look like a program, or whose votes are not counted, unique per day; they are among the readers.',
      fr: 'Lecteurs qui ont vu le widget et ressemblent à un programme, ou dont les votes ne sont pas comptés, uniques par jour ; ils font partie des lecteurs.',
    },
  ),
  readersSuspect: counted(
    'readers',
    { en: 'Suspect engaged readers', fr: 'Lecteurs engagés suspects' },
    {
      en: 'Engaged readers who look like a program, or whose votes are not counted, unique per day; they are among the engaged readers.',
      fr: 'Lecteurs engagés qui ressemblent à un programme, ou dont les votes ne sont pas comptés, uniques par jour ; ils font partie des lecteurs engagés.',
    },
  ),
  suspectShare: {
    kind: 'rate',
    unit: 'fraction',
    numerator: 'readersSuspect',
    denominator: 'readersEngaged',
    name: { en: 'Suspect share', fr: 'Part suspecte' },
    definition: {
      en: 'Suspect engaged readers divided by engaged readers.',
      fr: 'Lecteurs engagés suspects divisés par lecteurs engagés.',
    },
  },
  engagementRateWithoutSuspects: {
    kind: 'rate',
    unit: 'fraction',
    numerator: 'readersEngaged',
    denominator: 'readersViewed',
    name: { en: 'Engagement rate without suspect readers', fr: 'Taux d’engagement sans lecteurs suspects' },
    definition: {
      en: 'The engagement rate of all other readers: suspect readers are taken from both counts; withheld below 30 readers.',
      fr: 'Taux d’engagement de tous les autres lecteurs : les lecteurs suspects sont retirés des deux nombres ; non publié sous 30 lecteurs.',
    },
  },
} as const satisfies Record<string, MetricDefinition>
