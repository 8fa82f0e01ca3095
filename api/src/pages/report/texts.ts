const plural = (count: number, one: string, many: string, language: string): string =>
  `${new Intl.NumberFormat(language).format(count)} ${new Intl.PluralRules(language).select(count) === 'one' ? one : many}`

const fr = {
  title: (name: string) => `${name} : la semaine`,
  week: (first: string, last: string, zone: string) => `Du ${first} au ${last} (${zone})`,
  figure: 'Chiffre',
  thisWeek: 'Cette semaine',
  before: 'Semaine précédente',
  change: 'Évolution',
  points: 'pts',
  nothingBefore: '–',
  withheld: 'trop peu de lecteurs',
  between: (interval: string) => `entre ${interval}, à 95 %`,
  suspectEngaged: (share: string, readers: number) =>
    `${share} des lecteurs engagés sont suspects (${plural(readers, 'lecteur', 'lecteurs', 'fr')}) : ils ressemblent à un programme, ou leurs votes ne sont pas comptés.`,
  suspectViewed: (readers: number) =>
    `${plural(readers, 'lecteur', 'lecteurs', 'fr')} qui n’ont ni voté ni proposé ressemblent à un programme.`,
  withoutSuspects: (rate: string, interval: string) =>
    `Sans les lecteurs suspects, le taux d’engagement est de ${rate} (entre ${interval}, à 95 %).`,
  suspectWithheld: 'Sans eux, il reste trop peu de lecteurs pour donner un taux.',
  articles: (shown: number, total: number) =>
    total > shown ? `Les ${shown} articles les plus suivis, sur ${total}` : 'Les articles',
  noArticles: 'Aucun article n’a été vu avec le widget cette semaine.',
  standingOut: 'À remarquer',
  stoodOut: (rate: string, article: string, interval: string, others: string, othersInterval: string) =>
    `${rate} des lecteurs de « ${article} » ont participé (${interval}), contre ${others} sur les autres articles (${othersInterval}).`,
  leftOut: (count: number) =>
    `${plural(count, 'page laissée de côté', 'pages laissées de côté', 'fr')} (robots, préchargements, rédaction, signaux de vie privée).`,
  readerDays: 'Les lecteurs sont uniques par jour : sur la semaine, les jours s’additionnent.',
  more: 'Voir le tableau de bord',
}

export type ReportTexts = typeof fr

const en: ReportTexts = {
  title: (name) => `${name}: the week`,
  week: (first, last, zone) => `From ${first} to ${last} (${zone})`,
  figure: 'Figure',
  thisWeek: 'This week',
  before: 'Week before',
  change: 'Change',
  points: 'pts',
  nothingBefore: '–',
  withheld: 'too few readers',
  between: (interval) => `between ${interval}, at 95%`,
  suspectEngaged: (share, readers) =>
    `${share} of the engaged readers are suspect (${plural(readers, 'reader', 'readers', 'en')}): they look like a program, or their votes are not counted.`,
  suspectViewed: (readers) =>
    `${plural(readers, 'reader', 'readers', 'en')} who did not vote or propose look like a program.`,
  withoutSuspects: (rate, interval) =>
    `Without suspect readers the engagement rate is ${rate} (between ${interval}, at 95%).`,
  suspectWithheld: 'Without them there are too few readers left for a rate.',
  articles: (shown, total) =>
    total > shown ? `The ${shown} articles with most engaged readers, of ${total}` : 'The articles',
  noArticles: 'No article was viewed with the widget this week.',
  standingOut: 'Worth noticing',
  stoodOut: (rate, article, interval, others, othersInterval) =>
    `${rate} of the readers of “${article}” took part (${interval}), against ${others} on the other articles (${othersInterval}).`,
  leftOut: (count) =>
    `${plural(count, 'page', 'pages', 'en')} left out (bots, prefetches, the newsroom, privacy signals).`,
  readerDays: 'Readers are unique per day: over the week, days add up.',
  more: 'Open the dashboard',
}

export const REPORT_LANGUAGES = ['fr', 'en'] as const
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number]
export const REPORT_TEXTS: Readonly<Record<ReportLanguage, ReportTexts>> = { fr, en }
