import type { ActionState, Consultation, PartnerRole, Phase, Vote } from '../../wire/index.ts'

/** All that the page says, in one language. */
export interface PageTexts {
  phases: Record<Phase, (consultation: Consultation) => string>
  numbers(count: number): string
  proposals(count: number): string
  votes(count: number): string
  none: string
  /** Where one can take part in this phase */
  where(phase: Consultation['phase']): string
  consensus: string
  consensusNote: string
  controversies: string
  rejections: string
  nothingListed: string
  agree(share: number): string
  bar(agree: number, neutral: number, disagree: number): string
  plebiscite: string
  segments: string
  segmentsNote: string
  tooFew: string
  actions: string
  states: Record<ActionState, string>
  carriedBy(carrier: string): string
  progress(share: number): string
  reading(value: number, target: number, unit: string, day: string): string
  behind: string
  history: string
  change(field: string, before: string | null, after: string | null): string
  groups: string
  groupsNote: string
  acrossGroups: string
  group(name: string): string
  telling(vote: Vote, rate: number, elsewhere: number): string
  openData: string
  roles: Record<PartnerRole, string>
  day(instant: string): string
}

const FIELDS = {
  fr: {
    created: 'Action annoncée',
    state: 'État',
    title: 'Titre',
    description: 'Description',
    carrier: 'Porteur',
    proposals: 'Propositions d’origine',
    indicator: 'Indicateur',
  },
  en: {
    created: 'Action announced',
    state: 'State',
    title: 'Title',
    description: 'Description',
    carrier: 'Carried out by',
    proposals: 'Proposals behind it',
    indicator: 'Indicator',
  },
}

function changeWriter(language: 'fr' | 'en', states: PageTexts['states'], measured: string) {
  const fields: Record<string, string> = FIELDS[language]
  const value = (field: string, text: string | null): string =>
    text === null ? '–' : field === 'state' ? (states[text as ActionState] ?? text) : text
  return (field: string, before: string | null, after: string | null): string => {
    if (field === 'created') return fields['created'] ?? field
    // Texts may be long, and lists of identifiers say nothing: that they changed is enough.
    if (field === 'proposals' || field === 'description') return fields[field] ?? field
    const [, day] = /^reading (.*)$/.exec(field) ?? []
    const name = day ? `${measured} (${day})` : (fields[field] ?? field)
    return before === null
      ? `${name} : ${value(field, after)}`
      : `${name} : ${value(field, before)} → ${value(field, after)}`
  }
}

/** Made when first wanted: loading a language's rules takes milliseconds, and every start would wait for them. */
function onceWanted<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

function formats(language: string) {
  const number = onceWanted(() => new Intl.NumberFormat(language))
  const share = onceWanted(() => new Intl.NumberFormat(language, { style: 'percent' }))
  const date = onceWanted(
    () => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Paris' }),
  )
  return {
    number: (value: number) => number().format(value),
    percent: (value: number) => share().format(value),
    day: (instant: string) =>
      date()
        .format(new Date(instant))
        .replace(/^1 /, language === 'fr' ? '1er ' : '1 '),
  }
}

const fr = formats('fr')
const FRENCH_STATES = { planned: 'À venir', started: 'En cours', done: 'Réalisée', stopped: 'Arrêtée' }
const plural = (count: number): string => (count > 1 ? 's' : '')

const FRENCH: PageTexts = {
  phases: {
    upcoming: ({ opensAt }) => `La consultation ouvre le ${fr.day(opensAt)}.`,
    open: ({ closesAt }) => `La consultation est ouverte jusqu’au ${fr.day(closesAt)}.`,
    'vote-only': ({ closesAt }) => `Les votes sont ouverts jusqu’au ${fr.day(closesAt)}.`,
    analysis: ({ resultsAt }) =>
      resultsAt
        ? `Les votes sont clos. Les résultats sont attendus le ${fr.day(resultsAt)}.`
        : 'Les votes sont clos. Les résultats sont en préparation.',
    results: () => 'Les votes sont clos. Voici les résultats.',
    action: () => 'Les votes sont clos. Voici les actions qui suivent.',
    closed: () => 'La consultation est close.',
  },
  numbers: fr.number,
  proposals: (count) => `${fr.number(count)} proposition${plural(count)}`,
  votes: (count) => `${fr.number(count)} vote${plural(count)}`,
  none: 'Aucune proposition n’est encore publiée.',
  where: (phase) =>
    `${phase === 'open' ? 'Votez et proposez' : 'Votez'} ici, ou dans l’un des articles qui accueillent la consultation.`,
  consensus: 'Ce qui rassemble',
  consensusNote: 'Les propositions que le plus grand nombre approuve, nuances comprises.',
  controversies: 'Ce qui divise',
  rejections: 'Ce qui est rejeté',
  nothingListed: 'Aucune proposition, pour l’instant.',
  agree: (share) => `${fr.percent(share)} d’accord`,
  bar: (agree, neutral, disagree) =>
    `${fr.percent(agree)} d’accord, ${fr.percent(neutral)} neutres, ${fr.percent(disagree)} pas d’accord`,
  plebiscite: 'Plébiscitée',
  segments: 'Dans chaque partie du public',
  segmentsNote:
    'Chacun a pu indiquer sa partie du public. Aucun groupe de moins de onze personnes n’est montré ; les parts sont arrondies.',
  tooFew: 'Trop peu de votes pour préserver l’anonymat.',
  actions: 'Les actions',
  states: FRENCH_STATES,
  carriedBy: (carrier) => `Portée par ${carrier}`,
  progress: (share) => `${fr.percent(share)} de l’objectif`,
  reading: (value, target, unit, day) =>
    `${fr.number(value)} sur ${fr.number(target)}${unit && ` ${unit}`}, au ${fr.day(day)}`,
  behind: 'Issue de ces propositions',
  history: 'Historique',
  change: changeWriter('fr', FRENCH_STATES, 'Mesure'),
  groups: 'Les groupes d’opinion',
  groupsNote:
    'Les personnes qui votent de la même façon sont proches sur la carte. Aucun groupe de moins de onze personnes n’y est montré.',
  acrossGroups: 'Ce qui unit les groupes',
  group: (name) => `Ce qui distingue le groupe ${name}`,
  telling: (vote, rate, elsewhere) =>
    `${fr.percent(rate)} ${vote === 'agree' ? 'd’accord' : 'pas d’accord'}, ${fr.percent(elsewhere)} ailleurs`,
  openData: 'Données ouvertes',
  roles: {
    founding: 'Partenaires fondateurs',
    associate: 'Partenaires associés',
    media: 'Médias partenaires',
    association: 'Associations',
    institution: 'Institutions',
  },
  day: fr.day,
}

const en = formats('en')
const ENGLISH_STATES = { planned: 'Planned', started: 'Under way', done: 'Done', stopped: 'Stopped' }

const ENGLISH: PageTexts = {
  phases: {
    upcoming: ({ opensAt }) => `The consultation opens on ${en.day(opensAt)}.`,
    open: ({ closesAt }) => `The consultation is open until ${en.day(closesAt)}.`,
    'vote-only': ({ closesAt }) => `Votes are open until ${en.day(closesAt)}.`,
    analysis: ({ resultsAt }) =>
      resultsAt
        ? `Voting has ended. Results are expected on ${en.day(resultsAt)}.`
        : 'Voting has ended. The results are being prepared.',
    results: () => 'Voting has ended. These are the results.',
    action: () => 'Voting has ended. These are the actions that follow.',
    closed: () => 'The consultation is closed.',
  },
  numbers: en.number,
  proposals: (count) => `${en.number(count)} proposal${count === 1 ? '' : 's'}`,
  votes: (count) => `${en.number(count)} vote${count === 1 ? '' : 's'}`,
  none: 'No proposal has been published yet.',
  where: (phase) =>
    `${phase === 'open' ? 'Vote and propose' : 'Vote'} here, or in one of the articles that carry the consultation.`,
  consensus: 'What people agree on',
  consensusNote: 'The proposals that most people support, nuances included.',
  controversies: 'What divides',
  rejections: 'What is rejected',
  nothingListed: 'No proposal, for now.',
  agree: (share) => `${en.percent(share)} agree`,
  bar: (agree, neutral, disagree) =>
    `${en.percent(agree)} agree, ${en.percent(neutral)} are neutral, ${en.percent(disagree)} disagree`,
  plebiscite: 'Acclaimed',
  segments: 'In each part of the public',
  segmentsNote:
    'Everyone could name their part of the public. No group under eleven people is shown; shares are rounded.',
  tooFew: 'Too few votes to protect anonymity.',
  actions: 'The actions',
  states: ENGLISH_STATES,
  carriedBy: (carrier) => `Carried out by ${carrier}`,
  progress: (share) => `${en.percent(share)} of the target`,
  reading: (value, target, unit, day) =>
    `${en.number(value)} of ${en.number(target)}${unit && ` ${unit}`}, on ${en.day(day)}`,
  behind: 'Based on these proposals',
  history: 'History',
  change: changeWriter('en', ENGLISH_STATES, 'Reading'),
  groups: 'Opinion groups',
  groupsNote: 'People who vote alike are close on the map. No group under eleven people is shown.',
  acrossGroups: 'What unites the groups',
  group: (name) => `What sets group ${name} apart`,
  telling: (vote, rate, elsewhere) =>
    `${en.percent(rate)} ${vote === 'agree' ? 'agree' : 'disagree'}, ${en.percent(elsewhere)} elsewhere`,
  openData: 'Open data',
  roles: {
    founding: 'Founding partners',
    associate: 'Associate partners',
    media: 'Media partners',
    association: 'Associations',
    institution: 'Institutions',
  },
  day: en.day,
}

/** The page's texts for the language of a consultation; English where there are none of its own. */
export const textsIn = (language: string): PageTexts => (language.startsWith('fr') ? FRENCH : ENGLISH)
