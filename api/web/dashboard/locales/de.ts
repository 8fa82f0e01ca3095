import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { de as common } from '../../shared/locales/de.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('de')

export const de: Translation<Texts> = {
  ...common,
  title: 'Dashboard',
  problems: {
    ...common.problems,
    'invalid-key': 'Dieser Schlüssel oder Link ist nicht gültig oder gilt nicht mehr.',
    'merged-already':
      'Diese beiden Artikel sind schon einer, oder dieser ist schon mit einem anderen zusammengeführt.',
    'invalid-query': 'Diese Abfrage lässt sich nicht beantworten.',
  },
  metrics: {
    loads: { name: 'Ladungen', definition: 'Wie oft das Widget auf einer Seite lief.' },
    views: {
      name: 'Ansichten',
      definition:
        'Wie oft mindestens die Hälfte des Widgets eine Sekunde lang ununterbrochen sichtbar war (30 %, wenn es groß ist).',
    },
    viewability: { name: 'Sichtbarkeit', definition: 'Ansichten geteilt durch Ladungen.' },
    readersLoaded: {
      name: 'Leser mit Ladung',
      definition: 'Leser, auf deren Seite das Widget lief, einmal je Tag.',
    },
    readersViewed: {
      name: 'Leser',
      definition: 'Leser, die das Widget gesehen haben, einmal je Tag; mehrere Tage werden zusammengezählt.',
    },
    readersEngaged: {
      name: 'Beteiligte Leser',
      definition: 'Leser, die mindestens einmal abgestimmt oder etwas vorgeschlagen haben, einmal je Tag.',
    },
    engagementRate: {
      name: 'Beteiligungsrate',
      definition:
        'Beteiligte Leser geteilt durch Leser, mit 95-%-Intervall (Wilson); unter 30 Lesern nicht gezeigt.',
    },
    readersProposed: {
      name: 'Leser mit Vorschlag',
      definition: 'Leser, die mindestens einen Vorschlag gesendet haben, einmal je Tag.',
    },
    readersFinished: {
      name: 'Beendete Folgen',
      definition: 'Leser, die eine ganze Folge von Vorschlägen durchgegangen sind, einmal je Tag.',
    },
    votes: {
      name: 'Stimmen',
      definition:
        'Erste Stimmen eines Lesers zu einem Vorschlag; eine geänderte Stimme zählt nicht noch einmal.',
    },
    votesPerReader: {
      name: 'Stimmen je beteiligtem Leser',
      definition: 'Stimmen geteilt durch beteiligte Leser.',
    },
    proposals: {
      name: 'Gesendete Vorschläge',
      definition: 'Von Lesern gesendete Vorschläge, gleich mit welchem Stand.',
    },
    proposalsAccepted: {
      name: 'Angenommene Vorschläge',
      definition: 'Gesendete Vorschläge, die inzwischen angenommen sind.',
    },
    firstVoteDelay: {
      name: 'Zeit bis zur ersten Stimme',
      definition:
        'Mittlere Zeit (Median) von der Ansicht bis zur ersten Stimme des Tages auf derselben Seite, aus 14 Klassen gelesen.',
    },
    networksViewed: {
      name: 'Netze',
      definition:
        'Netze, aus denen Leser das Widget gesehen haben, einmal je Tag: ein Haushalt, eine Firma, ein Teil eines Mobilfunknetzes.',
    },
    networksEngaged: {
      name: 'Netze mit beteiligten Lesern',
      definition: 'Netze, aus denen mindestens ein Leser abgestimmt oder vorgeschlagen hat, einmal je Tag.',
    },
    viewsSuspect: {
      name: 'Verdächtige Ansichten',
      definition: 'Ansichten von Lesern, die wie ein Programm aussehen; sie gehören zu den Ansichten.',
    },
    readersViewedSuspect: {
      name: 'Verdächtige Leser',
      definition:
        'Leser, die das Widget gesehen haben und wie ein Programm aussehen oder deren Stimmen nicht gezählt werden, einmal je Tag; sie gehören zu den Lesern.',
    },
    readersSuspect: {
      name: 'Verdächtige beteiligte Leser',
      definition:
        'Beteiligte Leser, die wie ein Programm aussehen oder deren Stimmen nicht gezählt werden, einmal je Tag; sie gehören zu den beteiligten.',
    },
    suspectShare: {
      name: 'Verdächtiger Anteil',
      definition: 'Verdächtige beteiligte Leser geteilt durch beteiligte Leser.',
    },
    engagementRateWithoutSuspects: {
      name: 'Beteiligungsrate ohne verdächtige Leser',
      definition:
        'Beteiligungsrate aller anderen Leser: Verdächtige sind aus beiden Zahlen genommen; unter 30 Lesern nicht gezeigt.',
    },
  },
  fields: {
    dateRange: 'Der Zeitraum',
    from: 'Der Beginn',
    label: 'Der Name des Links',
    expiresAt: 'Der letzte Tag',
    title: 'Der Titel',
  },
  signIn: {
    title: 'Dashboard von Unisson',
    key: 'API-Schlüssel Ihres Mediums',
    hint: 'Er wird gegen eine Sitzung von zwölf Stunden getauscht und von dieser Seite nicht gespeichert.',
    submit: 'Anmelden',
    ended: 'Die Sitzung ist beendet, oder der Schlüssel oder Link wurde widerrufen.',
    badLink:
      'Dieser Freigabelink ist nicht gültig oder gilt nicht mehr. Bitten Sie die Redaktion um einen neuen.',
  },
  places: { engagement: 'Beteiligung', embed: 'Einbinden', 'share-links': 'Teilen' },
  readOnly: 'nur lesen',
  live: {
    now: (count) => `${plural(count, 'Leser', 'Leser')} gerade jetzt`,
    recent: (count) => `${number(count)} in der letzten halben Stunde`,
    waiting: 'Live: Verbindung…',
    lost: 'Live unterbrochen',
  },
  controls: {
    period: 'Zeitraum',
    from: 'Von',
    to: 'Bis',
    custom: 'Von … bis …',
    show: 'Anzeigen',
    compare: 'Vergleichen mit',
    consultation: 'Umfrage',
    all: 'Alle Umfragen',
    theCurve: 'die Kurve',
    theArticles: 'die Artikel',
    print: 'Drucken',
  },
  periods: {
    today: 'Heute',
    yesterday: 'Gestern',
    '7d': 'Letzte 7 Tage',
    '30d': 'Letzte 30 Tage',
    '90d': 'Letzte 90 Tage',
    month: 'Dieser Monat',
    lastMonth: 'Letzter Monat',
    year: 'Dieses Jahr',
    all: 'Von Anfang an',
  },
  compares: { previous: 'Zeitraum davor', year: 'Ein Jahr davor', none: 'Nichts' },
  range: (days, zone) => `${days}, Zeit von ${zone}`,
  comparedTo: (days) => `verglichen mit ${days}`,
  nothingBefore: (days) => `${days} wurde nichts gezählt`,
  updated: (time) => `Stand ${time}`,
  before: (value) => `vorher ${value}`,
  points: 'Pkt.',
  interval: (interval) => `${interval} (95-%-Intervall)`,
  suppressed: (below) => `Weniger als ${below} Leser: keine Rate`,
  accepted: (count) => `${number(count)} angenommen`,
  more: 'Alle Zahlen',
  chart: {
    label: (metric) => `${metric} im Zeitverlauf`,
    now: 'Dieser Zeitraum',
    before: 'Vorher',
    unfinished: 'läuft noch',
    interval: '95-%-Intervall',
    table: 'Die Kurve als Tabelle',
    time: 'Zeit',
    by: 'Einteilung',
    intervals: { hour: 'Stunden', day: 'Tage', week: 'Wochen', month: 'Monate' },
    withheld: (below) => `Unter ${below} Lesern keine Rate; wählen Sie längere Abschnitte.`,
  },
  empty: {
    title: 'In diesem Zeitraum noch keine Leser',
    text: 'Sobald ein Artikel eine Umfrage trägt, erscheinen seine Leser hier.',
    embed: 'Umfrage einbinden',
    all: 'Von Anfang an ansehen',
  },
  standingOut: {
    title: 'Bemerkenswert',
    readersOf: (rate) => `${rate} der Leser von`,
    voted: (interval) => `haben mitgemacht (${interval})`,
    against: (rate, interval) => `gegenüber ${rate} bei den anderen Artikeln (${interval}).`,
    how: (count) =>
      `Von ${plural(count, 'verglichenen Artikel', 'verglichenen Artikeln')}; nur gezeigt, wenn der Zufall es nicht erklärt (95-%-Intervalle über alle Vergleiche).`,
  },
  articles: {
    title: 'Artikel',
    article: 'Artikel',
    course: 'Verlauf',
    courseOf: (article) => `Leser von „${article}“ im Zeitverlauf`,
    place: 'Intervall',
    site: (rate) => `Linie: die ganze Website, ${rate}`,
    tooFew: (below) => `< ${below} Leser`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'Kein Artikel in diesem Zeitraum: Leser kommen über andere Kanäle.',
    more: 'Mehr anzeigen',
    shown: (shown, total) => `${shown} von ${total}`,
    back: 'Alle Artikel',
    read: 'Artikel lesen',
    published: (day) => `erschienen am ${day}`,
    unconfirmed: 'Titel zu bestätigen',
    ascending: 'aufsteigend',
    descending: 'absteigend',
  },
  corrections: {
    heading: 'Berichtigungen',
    rename: 'Umbenennen',
    title: 'Titel',
    asReported: 'Wieder den Titel der Seite nehmen',
    mergeInto: 'Mit einem anderen Artikel zusammenführen',
    mergeHint:
      'Ihre Zahlen werden zusammengezählt, auch die früheren. Trennen stellt die alten Zahlen wieder her.',
    search: 'Titel oder Adresse',
    noneFound: 'Kein anderer Artikel gefunden.',
    merge: 'Zusammenführen',
    part: 'Trennen',
    addresses: 'Mit diesem Artikel gezählt',
    since: (day, who) => `zusammengeführt am ${day} von ${who}`,
    byRule: 'den Adressregeln',
    merges: 'Zusammengeführte Artikel',
  },
  foreign: {
    page: 'Websites, die nicht auf Ihrer Liste stehen',
    hint: 'Ist eine Adresse Ihre, bitten Sie das Team von Unisson, sie aufzunehmen.',
    article: 'Auf anderen Websites gemeldete Artikel',
    others: 'Andere',
    last: (day) => `zuletzt am ${day}`,
    places: {
      translation: 'Ein Übersetzungsdienst',
      archive: 'Ein Webarchiv',
      'amp-cache': 'Ein AMP-Cache',
      'other-screen': 'Ihre Mobil- oder AMP-Website',
      staging: 'Eine Testwebsite',
      local: 'Ein Rechner oder privates Netz',
      sister: 'Eine andere Subdomain Ihrer Website',
      application: 'Eine App',
    },
  },
  top: {
    title: 'Was seine Leser am meisten unterstützen',
    hint: 'Seit der Artikel die Umfrage trägt.',
    votes: (count) => plural(count, 'Stimme', 'Stimmen'),
    none: 'Noch nicht genug Stimmen seiner Leser.',
    shares: (agree, neutral, disagree) =>
      `Dafür: ${agree}${DOT}Neutral: ${neutral}${DOT}Dagegen: ${disagree}`,
  },
  breakdown: {
    title: 'Aufteilung',
    parts: {
      channel: 'Kanal',
      section: 'Ressort',
      device: 'Gerät',
      language: 'Sprache',
      consultation: 'Umfrage',
    },
    devices: { phone: 'Telefon', tablet: 'Tablet', desktop: 'Computer' },
    none: 'In diesem Zeitraum nichts aufzuteilen.',
    overlap: 'Ein Leser aus zwei Zeilen zählt in beiden: Ihre Summe übersteigt die Gesamtzahl.',
    outside: {
      article: 'Leser, die nicht über einen Artikel kamen (Newsletter, Startseite), stehen in keiner Zeile.',
      channel: 'Leser, die über keinen Kanal kamen, meist über einen Artikel, stehen in keiner Zeile.',
      section: 'Leser von Seiten ohne Ressort stehen in keiner Zeile.',
    },
  },
  leftOut: {
    title: 'Was nicht gezählt wird',
    none: 'In diesem Zeitraum wurde nichts ausgelassen.',
    hint: 'Seiten der ganzen Website, alle Umfragen zusammen.',
    reasons: {
      bots: ['Bots', 'Programme, nach ihrer Kennung oder eigenen Angabe.'],
      prefetches: ['Vorab geladen', 'Im Voraus geladene Seiten.'],
      foreignOrigins: ['Andere Websites', 'Seiten, die nicht auf Ihrer Liste stehen; sie werden abgewiesen.'],
      unknownOrigins: ['Unbekannte Herkunft', 'Seiten, die nicht sagen, woher sie kommen.'],
      newsroom: ['Redaktion', 'Geräte, die nicht gezählt werden wollen.'],
      privacySignals: ['Datenschutzsignal', 'Global Privacy Control: Die Ladung zählt, ohne Leser.'],
      aggregatesOnly: ['Nur Handlungen', 'Ohne einzelne Leser gezählt, wie Ihr Medium es gewählt hat.'],
    },
    stops: (count) =>
      `${plural(count, 'Absturz', 'Abstürze')} des Servers in diesem Zeitraum; jeder kann einige Minuten Ladungen und Ansichten gekostet haben, nie eine Stimme.`,
  },
  warnings: {
    'reader-days': 'Leser zählen einmal je Tag: Über mehrere Tage werden die Tage zusammengezählt.',
    'parts-overlap': 'Ein Leser kann in mehreren Zeilen zählen: Sie ergeben keine Summe.',
    'other-time-zone': 'Leser zählen einmal je Tag Ihrer Zeitzone, nicht der gezeigten.',
    'counting-limited': 'In diesem Zeitraum wurde auf Wunsch Ihres Mediums nicht alles gezählt.',
    'merged-articles': 'Ein Leser zweier zusammengeführter Adressen am selben Tag zählt im Artikel doppelt.',
    'counts-lost': 'Der Server wurde jäh beendet: Einige Ansichten können fehlen.',
  },
  suspects: {
    engaged: (share, suspect, all) =>
      `${share} der beteiligten Leser sind verdächtig: ${suspect} von ${all}.`,
    viewed: (suspect, all) =>
      `${suspect} von ${all} Lesern sind verdächtig; keiner hat abgestimmt oder vorgeschlagen.`,
    without: (rate, interval, all) =>
      `Ohne verdächtige Leser ist die Beteiligungsrate ${rate} (${interval}, 95-%-Intervall) statt ${all}.`,
    tooFew: 'Ohne sie bleiben zu wenige Leser für eine Rate.',
    question: 'Was ist ein verdächtiger Leser?',
    answer: [
      'Ein Leser, der wie ein Programm aussieht: In seinem Netz sind Browser weit öfter als sonst nirgends sonst zu sehen, oder Stimmen kommen schneller, als man liest.',
      'Auch ein Leser, dessen Stimmen nicht gezählt werden.',
      'Eine Schule oder Firma hinter einer Adresse ist deshalb nicht verdächtig. Nichts wird abgewiesen oder entfernt: Die Zahlen oben zählen alle Leser.',
    ],
  },
  notes: 'Wie man diese Zahlen liest',
  share: {
    title: 'Freigabelinks',
    hint: 'Wer den Link hat, sieht dieses Dashboard und nichts anderes, bis er abläuft. Sie können ihn jederzeit widerrufen.',
    label: 'Für wen',
    expires: 'Gültig bis',
    create: 'Link anlegen',
    once: 'Kopieren Sie diesen Link jetzt: Er wird nicht noch einmal gezeigt.',
    none: 'Noch kein Link.',
    until: (day) => `gültig bis ${day}`,
    expired: (day) => `abgelaufen am ${day}`,
    revoked: 'widerrufen',
    used: (day) => `geöffnet am ${day}`,
    unused: 'nie geöffnet',
    revoke: 'Widerrufen',
    ask: (label) => `„${label}“ widerrufen?`,
    explain: 'Wer ihn benutzt, wird sofort abgemeldet.',
    live: 'Gültige Links',
    over: 'Frühere Links',
  },
  embed: { title: 'Umfrage einbinden', none: 'Es gibt noch keine Umfrage.' },
}
