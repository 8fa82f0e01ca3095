import type { CohortOfTeam, IntegrityReport, Zone } from '../../wire/index.ts'
import { ENGLISH_RULES, FRENCH_RULES, type RuleWords } from './rule-words.ts'

type State = IntegrityReport['roots'][number]['state']

/** All that the page of the integrity report says, in one language. */
export interface IntegrityTexts {
  title: string
  lead: string
  back: string
  number(count: number): string
  votes(count: number): string
  day(day: string): string
  instant(instant: string): string
  countedAt(instant: string, isFinal: boolean): string
  never: string
  classes: { counted: string; unverified: string; setAside: string }
  classNames: Record<CohortOfTeam['class'], string>
  vouched: string
  vouchedText: string
  sensitivity: string
  sensitivityText(share: number): string
  notYet: string
  lists: Record<Exclude<Zone, 'limbo'>, string>
  entering: string
  columns: { proposal: string; published: string; withAll: string; withNone: string }
  withoutSuspect(share: number): string
  place(rank: number): string
  zones: Record<Zone, string>
  tooFew: string
  plebiscite: string
  same: string
  sums(withAll: number, withNone: number, plebiscites: IntegrityPlebiscites): string
  cohorts: string
  cohortsText: string
  cohortsWhileOpen: string
  noCohorts: string
  cohortColumns: { why: string; when: string; votes: string; how: string }
  byRule: string
  small(votes: number): string
  rules: string
  rulesText(version: number): string
  ruleWords: RuleWords
  hash: string
  chain: string
  chainText: string
  noRoots: string
  newest: string
  states: Record<State, string>
  rootColumns: { day: string; state: string; votes: string; root: string }
  olderRoots(count: number): string
  check: string
  checkSteps: readonly string[]
  notStopped: string
  notStoppedText: readonly string[]
  asJson: string
}

type IntegrityPlebiscites = NonNullable<IntegrityReport['sensitivity']>['plebiscites']

function formats(language: string) {
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const instant = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  /** The first of a month is called so in French. */
  const first = (words: string) => (language === 'fr' ? words.replace(/^1 /, '1er ') : words)
  return {
    number: (count: number) => number.format(count),
    percent: (share: number) => percent.format(share),
    day: (text: string) => first(day.format(new Date(text))),
    instant: (text: string) => first(`${instant.format(new Date(text))} UTC`),
  }
}

function french(): IntegrityTexts {
  const { number, percent, day, instant } = formats('fr')
  const votes = (count: number) => `${number(count)} vote${count < 2 ? '' : 's'}`
  const proposals = (count: number) => `${number(count)} proposition${count < 2 ? '' : 's'}`
  return {
    title: 'Rapport d’intégrité',
    lead: 'Ce qui a été compté, ce qui ne l’a pas été et pourquoi, et comment le vérifier.',
    back: 'Retour à la consultation',
    number,
    votes,
    day,
    instant,
    countedAt: (at, isFinal) =>
      isFinal
        ? `Compté le ${instant(at)}.`
        : `Compté le ${instant(at)}, une fois par jour tant que l’on vote : qui bourre l’urne ne peut pas suivre en direct ce qui est reconnu.`,
    never: 'Le premier comptage suit l’ouverture des votes.',
    classes: { counted: 'comptés', unverified: 'à vérifier', setAside: 'écartés' },
    classNames: { counted: 'comptés', unverified: 'à vérifier', 'set-aside': 'écartés' },
    vouched: 'Lecteurs attestés',
    vouchedText:
      'Ces journaux se portent garants de leurs abonnés, sous un pseudonyme propre à la consultation : une personne, un vote. Ces votes font partie des votes comptés.',
    sensitivity: 'Ce que changeraient les votes douteux',
    sensitivityText: (share) =>
      `Les listes publiées, puis ce qu’elles seraient avec tous les votes douteux, avec aucun, et si ${percent(share)} des votes d’une proposition, ceux qui la portent le plus, étaient faux sans que personne l’ait vu.`,
    notYet: 'Publié avec les résultats.',
    lists: {
      consensus: 'Ce qui rassemble',
      controversy: 'Ce qui divise',
      rejection: 'Ce qui est rejeté',
    },
    entering: 'Entreraient dans une liste',
    columns: {
      proposal: 'Proposition',
      published: 'Publié',
      withAll: 'Avec tous les votes douteux',
      withNone: 'Sans aucun',
    },
    withoutSuspect: (share) => `Avec ${percent(share)} de faux`,
    place: (rank) => `n° ${number(rank)}`,
    zones: { consensus: 'rassemble', controversy: 'divise', rejection: 'rejetée', limbo: 'indécise' },
    tooFew: 'trop peu de votes',
    plebiscite: 'plébiscitée',
    same: 'inchangée',
    sums: (withAll, withNone, plebiscites) =>
      `Changeraient de zone : ${proposals(withAll)} avec tous les votes douteux, ${number(withNone)} sans aucun. Plébiscites : ${number(plebiscites.published)} publiés, ${number(plebiscites.withAll)} avec tous, ${number(plebiscites.withNone)} sans aucun.`,
    cohorts: 'Votes mis en doute',
    cohortsText:
      'Ils sont jugés ensemble, par règle et par jour, jamais un par un. Chaque décision peut être reprise ; aucun vote n’est effacé.',
    cohortsWhileOpen:
      'Tant que l’on vote, seules figurent ici les décisions de l’équipe jusqu’à la dernière racine.',
    noCohorts: 'Aucun.',
    cohortColumns: { why: 'Pourquoi', when: 'Jour', votes: 'Votes', how: 'Décision' },
    byRule: 'par la règle',
    small: (count) => `S’y ajoutent ${votes(count)} dans des groupes de moins de onze, sans détail.`,
    rules: 'Les règles',
    rulesText: (version) =>
      `Version ${version}. Un vote n’est jamais refusé pour son allure ou son réseau : il est compté, ou compté à part.`,
    ruleWords: FRENCH_RULES,
    hash: 'Empreinte des seuils (SHA-256)',
    chain: 'La chaîne des racines',
    chainText:
      'Chaque jour de vote, à la clôture et au scellement, une racine est calculée sur la précédente, sur tous les votes tels qu’ils sont enregistrés et sur le journal de l’équipe. Qui en a noté une peut prouver qu’on a changé après coup ce qui la précède.',
    noRoots: 'La première racine suit l’ouverture des votes.',
    newest: 'Dernière racine',
    states: { open: 'votes ouverts', closed: 'votes clos', sealed: 'scellée' },
    rootColumns: { day: 'Jour (UTC)', state: 'État', votes: 'Votes enregistrés', root: 'Racine' },
    olderRoots: (count) => `Les ${number(count)} racines plus anciennes sont dans le document JSON.`,
    check: 'Comment vérifier',
    checkSteps: [
      'Notez la dernière racine, ou imprimez cette page. Comparez plus tard : elle doit encore figurer dans la liste.',
      'Recalculez chaque racine à partir du document JSON ; docs/trust.md donne le texte exact à hacher.',
      'Qui détient la base de données recalcule aussi les votes et le journal : unisson verify --report.',
    ],
    notStopped: 'Ce que rien n’arrête',
    notStoppedText: [
      'Sans compte, personne ne peut garantir une voix par personne.',
      'Des fraudeurs patients, chacun chez soi, qui lisent et votent au rythme de vrais lecteurs, ne se distinguent pas d’eux. Le tableau ci-dessus dit ce que quelques faux votes changeraient.',
      'Un appel public à voter n’est pas une fraude : ces votes sont comptés.',
    ],
    asJson: 'Ce rapport en JSON',
  }
}

function english(): IntegrityTexts {
  const { number, percent, day, instant } = formats('en')
  const votes = (count: number) => `${number(count)} vote${count === 1 ? '' : 's'}`
  const proposals = (count: number) => `${number(count)} proposal${count === 1 ? '' : 's'}`
  return {
    title: 'Integrity report',
    lead: 'What was counted, what was not and why, and how to check it.',
    back: 'Back to the consultation',
    number,
    votes,
    day,
    instant,
    countedAt: (at, isFinal) =>
      isFinal
        ? `Counted on ${instant(at)}.`
        : `Counted on ${instant(at)}, once a day while votes come: nobody who stuffs the ballot can watch live what is noticed.`,
    never: 'The first count follows the opening of the votes.',
    classes: { counted: 'counted', unverified: 'unverified', setAside: 'set aside' },
    classNames: { counted: 'counted', unverified: 'unverified', 'set-aside': 'set aside' },
    vouched: 'Vouched readers',
    vouchedText:
      'These newspapers vouch for their subscribers, under a pseudonym made for this consultation: one person, one vote. These votes are among those counted.',
    sensitivity: 'What doubtful votes would change',
    sensitivityText: (share) =>
      `The lists as published, then as they would be with all doubtful votes, with none, and if ${percent(share)} of a proposal’s votes, those that carry it most, were false and nobody had noticed.`,
    notYet: 'Published with the results.',
    lists: {
      consensus: 'What people agree on',
      controversy: 'What divides',
      rejection: 'What is rejected',
    },
    entering: 'Would enter a list',
    columns: {
      proposal: 'Proposal',
      published: 'Published',
      withAll: 'With all doubtful votes',
      withNone: 'With none',
    },
    withoutSuspect: (share) => `With ${percent(share)} false`,
    place: (rank) => `no. ${number(rank)}`,
    zones: { consensus: 'agreed on', controversy: 'divides', rejection: 'rejected', limbo: 'undecided' },
    tooFew: 'too few votes',
    plebiscite: 'plebiscite',
    same: 'unchanged',
    sums: (withAll, withNone, plebiscites) =>
      `In another zone: ${proposals(withAll)} with all doubtful votes, ${number(withNone)} with none. Plebiscites: ${number(plebiscites.published)} published, ${number(plebiscites.withAll)} with all, ${number(plebiscites.withNone)} with none.`,
    cohorts: 'Votes in doubt',
    cohortsText:
      'They are judged together, by rule and day, never one by one. Each decision can be taken back; no vote is erased.',
    cohortsWhileOpen: 'While votes come, only the team’s decisions up to the last root are listed here.',
    noCohorts: 'None.',
    cohortColumns: { why: 'Why', when: 'Day', votes: 'Votes', how: 'Decision' },
    byRule: 'by the rule',
    small: (count) => `And ${votes(count)} in groups of fewer than eleven, without details.`,
    rules: 'The rules',
    rulesText: (version) =>
      `Version ${version}. No vote is refused for what it looks like or for its network: it is counted, or counted apart.`,
    ruleWords: ENGLISH_RULES,
    hash: 'Hash of the thresholds (SHA-256)',
    chain: 'The chain of roots',
    chainText:
      'Each day of votes, at the close and at the sealing, a root is computed over the one before, over all votes as they are stored, and over the team’s log. Anyone who has noted one can prove that what came before it was changed afterwards.',
    noRoots: 'The first root follows the opening of the votes.',
    newest: 'Newest root',
    states: { open: 'open', closed: 'closed', sealed: 'sealed' },
    rootColumns: { day: 'Day (UTC)', state: 'State', votes: 'Votes stored', root: 'Root' },
    olderRoots: (count) => `The ${number(count)} older roots are in the JSON document.`,
    check: 'How to check',
    checkSteps: [
      'Note the newest root, or print this page. Compare later: it must still be in the list.',
      'Recompute each root from the JSON document; docs/trust.md gives the exact text to hash.',
      'Anyone who holds the database also recomputes the votes and the log: unisson verify --report.',
    ],
    notStopped: 'What nothing stops',
    notStoppedText: [
      'Without accounts nobody can promise one vote a person.',
      'Patient cheats, each at home, who read and vote at the pace of real readers cannot be told from them. The table above says what a few false votes would change.',
      'A public call to vote is no fraud: those votes are counted.',
    ],
    asJson: 'This report as JSON',
  }
}

const made = new Map<'fr' | 'en', IntegrityTexts>()

/** The texts for the language of a consultation; English where there are none of its own. */
export function integrityTextsIn(language: string): IntegrityTexts {
  const key = language.startsWith('fr') ? 'fr' : 'en'
  const texts = made.get(key) ?? (key === 'fr' ? french() : english())
  made.set(key, texts)
  return texts
}
