import { counted, type MetricDefinition } from './metric-definition.ts'

/** What is measured of readers and of what they do. */
export const ENGAGEMENT_METRICS = {
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
} as const satisfies Record<string, MetricDefinition>
