// Imports nothing, so that pages can take the list without a validator coming along.

/** `count`: a number. `rate`: a part of a whole. `ratio`: one count for each of another. `delay`: seconds. */
export const KINDS = ['count', 'rate', 'ratio', 'delay'] as const

interface Text {
  en: string
  fr: string
}

export interface MetricDefinition {
  kind: (typeof KINDS)[number]
  /** What a count counts, or what the result is measured in. */
  unit: 'times' | 'readers' | 'networks' | 'votes' | 'proposals' | 'fraction' | 'votes per reader' | 'seconds'
  numerator?: string
  denominator?: string
  name: Text
  definition: Text
}

/** Definition of a metric that is a plain count. */
const counted = (unit: MetricDefinition['unit'], name: Text, definition: Text): MetricDefinition => ({
  kind: 'count',
  unit,
  name,
  definition,
})

/**
 * The one list of what is measured: the API takes and gives these metrics, its reference and every tooltip say these
 * sentences. Readers are unique for each publisher, day and part of the site that is asked about.
 */
export const METRICS = {
  // Of readers and of what they do.
  loads: counted(
    'times',
    { en: 'Loads', fr: 'Chargements' },
    {
      en: 'Times the widget ran on a page.',
      fr: 'Nombre de fois où le widget s’est exécuté sur une page.',
    },
  ),
  views: counted(
    'times',
    { en: 'Views', fr: 'Vues' },
    {
      en: 'Times at least half of the widget was in view of a visible page for one second without a break (30 % if it is large).',
      fr: 'Nombre de fois où la moitié au moins du widget a été visible une seconde sans interruption (30 % s’il est grand).',
    },
  ),
  viewability: {
    kind: 'rate',
    unit: 'fraction',
    numerator: 'views',
    denominator: 'loads',
    name: { en: 'Viewability', fr: 'Visibilité' },
    definition: { en: 'Views divided by loads.', fr: 'Vues divisées par chargements.' },
  },
  readersLoaded: counted(
    'readers',
    { en: 'Readers with a load', fr: 'Lecteurs avec chargement' },
    {
      en: 'Readers on whose page the widget ran, unique per day.',
      fr: 'Lecteurs sur la page desquels le widget s’est exécuté, uniques par jour.',
    },
  ),
  readersViewed: counted(
    'readers',
    { en: 'Readers', fr: 'Lecteurs' },
    {
      en: 'Readers who viewed the widget, unique per day; several days add up.',
      fr: 'Lecteurs qui ont vu le widget, uniques par jour ; plusieurs jours s’additionnent.',
    },
  ),
  readersEngaged: counted(
    'readers',
    { en: 'Engaged readers', fr: 'Lecteurs engagés' },
    {
      en: 'Readers who cast at least one vote or sent at least one proposal, unique per day.',
      fr: 'Lecteurs qui ont voté ou proposé au moins une fois, uniques par jour.',
    },
  ),
  engagementRate: {
    kind: 'rate',
    unit: 'fraction',
    numerator: 'readersEngaged',
    denominator: 'readersViewed',
    name: { en: 'Engagement rate', fr: 'Taux d’engagement' },
    definition: {
      en: 'Engaged readers divided by readers who viewed, with its 95 % interval (Wilson); withheld below 30 readers.',
      fr: 'Lecteurs engagés divisés par lecteurs, avec son intervalle à 95 % (Wilson) ; non publié sous 30 lecteurs.',
    },
  },
  readersProposed: counted(
    'readers',
    { en: 'Readers who proposed', fr: 'Lecteurs ayant proposé' },
    {
      en: 'Readers who sent at least one proposal, unique per day.',
      fr: 'Lecteurs qui ont envoyé au moins une proposition, uniques par jour.',
    },
  ),
  readersFinished: counted(
    'readers',
    { en: 'Sequences finished', fr: 'Séquences terminées' },
    {
      en: 'Readers who went through a whole sequence of proposals, unique per day.',
      fr: 'Lecteurs qui sont allés au bout d’une séquence de propositions, uniques par jour.',
    },
  ),
  votes: counted(
    'votes',
    { en: 'Votes', fr: 'Votes' },
    {
      en: 'First votes of a reader on a proposal; a vote that is changed is not counted again.',
      fr: 'Premiers votes d’un lecteur sur une proposition ; un vote modifié n’est pas recompté.',
    },
  ),
  votesPerReader: {
    kind: 'ratio',
    unit: 'votes per reader',
    numerator: 'votes',
    denominator: 'readersEngaged',
    name: { en: 'Votes per engaged reader', fr: 'Votes par lecteur engagé' },
    definition: { en: 'Votes divided by engaged readers.', fr: 'Votes divisés par lecteurs engagés.' },
  },
  proposals: counted(
    'proposals',
    { en: 'Proposals sent', fr: 'Propositions envoyées' },
    {
      en: 'Proposals that readers sent, whatever their status.',
      fr: 'Propositions envoyées par les lecteurs, quelle qu’en soit la suite.',
    },
  ),
  proposalsAccepted: counted(
    'proposals',
    { en: 'Proposals accepted', fr: 'Propositions acceptées' },
    {
      en: 'Proposals sent that are accepted by now.',
      fr: 'Parmi les propositions envoyées, celles qui sont acceptées à ce jour.',
    },
  ),
  firstVoteDelay: {
    kind: 'delay',
    unit: 'seconds',
    name: { en: 'Delay of the first vote', fr: 'Délai du premier vote' },
    definition: {
      en: 'Median time from the view to the first vote of the day on the same page; read from a histogram of 14 slots.',
      fr: 'Temps médian entre la vue et le premier vote du jour sur la même page ; lu dans un histogramme à 14 classes.',
    },
  },
  // By what one tells whether the readers are people.
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

export type Metric = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as [Metric, ...Metric[]]

/** For the description of a field: the same sentence as everywhere. */
export const definitionOf = (metric: Metric): string => METRICS[metric].definition.en

/** What each metric is called and means, in one of the two languages in which the list has them. */
export function metricWords(language: keyof Text) {
  const words = METRIC_NAMES.map((metric) => {
    const { name, definition } = METRICS[metric]
    return [metric, { name: name[language], definition: definition[language] }]
  })
  return Object.fromEntries(words) as Record<Metric, { name: string; definition: string }>
}
