import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { nl as common } from '../../shared/locales/nl.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('nl')

export const nl: Translation<Texts> = {
  ...common,
  title: 'Dashboard',
  problems: {
    ...common.problems,
    'invalid-key': 'Deze sleutel of link is niet (meer) geldig.',
    'merged-already': 'Deze twee artikelen zijn al één, of dit is al met een ander samengevoegd.',
    'invalid-query': 'Op deze vraag is geen antwoord mogelijk.',
  },
  metrics: {
    loads: { name: 'Ladingen', definition: 'Hoe vaak de widget op een pagina liep.' },
    views: {
      name: 'Weergaven',
      definition:
        'Hoe vaak minstens de helft van de widget een seconde zonder onderbreking zichtbaar was (30% als hij groot is).',
    },
    viewability: { name: 'Zichtbaarheid', definition: 'Weergaven gedeeld door ladingen.' },
    readersLoaded: {
      name: 'Lezers met lading',
      definition: 'Lezers op wier pagina de widget liep, uniek per dag.',
    },
    readersViewed: {
      name: 'Lezers',
      definition: 'Lezers die de widget zagen, uniek per dag; meer dagen worden opgeteld.',
    },
    readersEngaged: {
      name: 'Betrokken lezers',
      definition: 'Lezers die minstens één keer stemden of iets voorstelden, uniek per dag.',
    },
    engagementRate: {
      name: 'Betrokkenheid',
      definition:
        'Betrokken lezers gedeeld door lezers, met 95%-interval (Wilson); niet gegeven onder 30 lezers.',
    },
    readersProposed: {
      name: 'Lezers met voorstel',
      definition: 'Lezers die minstens één voorstel stuurden, uniek per dag.',
    },
    readersFinished: {
      name: 'Voltooide reeksen',
      definition: 'Lezers die een hele reeks voorstellen doorliepen, uniek per dag.',
    },
    votes: {
      name: 'Stemmen',
      definition: 'Eerste stemmen van een lezer op een voorstel; een gewijzigde stem telt niet opnieuw.',
    },
    votesPerReader: {
      name: 'Stemmen per betrokken lezer',
      definition: 'Stemmen gedeeld door betrokken lezers.',
    },
    proposals: {
      name: 'Ingezonden voorstellen',
      definition: 'Voorstellen van lezers, wat hun status ook is.',
    },
    proposalsAccepted: {
      name: 'Aanvaarde voorstellen',
      definition: 'Ingezonden voorstellen die inmiddels zijn aanvaard.',
    },
    firstVoteDelay: {
      name: 'Tijd tot de eerste stem',
      definition:
        'Mediane tijd van de weergave tot de eerste stem van de dag op dezelfde pagina; gelezen uit 14 klassen.',
    },
    networksViewed: {
      name: 'Netwerken',
      definition:
        'Netwerken van waaruit de widget is gezien, uniek per dag: een huis, een firma, een deel van een mobiel net.',
    },
    networksEngaged: {
      name: 'Netwerken met betrokken lezers',
      definition: 'Netwerken van waaruit minstens één lezer stemde of voorstelde, uniek per dag.',
    },
    viewsSuspect: {
      name: 'Verdachte weergaven',
      definition: 'Weergaven door lezers die op een programma lijken; ze horen bij de weergaven.',
    },
    readersViewedSuspect: {
      name: 'Verdachte lezers',
      definition:
        'Lezers die de widget zagen en op een programma lijken, of wier stemmen niet worden geteld, uniek per dag; ze horen bij de lezers.',
    },
    readersSuspect: {
      name: 'Verdachte betrokken lezers',
      definition:
        'Betrokken lezers die op een programma lijken, of wier stemmen niet worden geteld, uniek per dag; ze horen bij de betrokken lezers.',
    },
    suspectShare: {
      name: 'Verdacht deel',
      definition: 'Verdachte betrokken lezers gedeeld door betrokken lezers.',
    },
    engagementRateWithoutSuspects: {
      name: 'Betrokkenheid zonder verdachte lezers',
      definition:
        'Betrokkenheid van alle andere lezers: verdachte zijn uit beide getallen gehaald; niet gegeven onder 30 lezers.',
    },
  },
  fields: {
    dateRange: 'De periode',
    from: 'Het begin',
    label: 'De naam van de link',
    expiresAt: 'De laatste dag',
    title: 'De titel',
  },
  signIn: {
    title: 'Dashboard van Unisson',
    key: 'API-sleutel van uw medium',
    hint: 'Hij wordt geruild voor een sessie van twaalf uur en niet door deze pagina bewaard.',
    submit: 'Aanmelden',
    ended: 'De sessie is afgelopen, of de sleutel of link is ingetrokken.',
    badLink: 'Deze link is niet (meer) geldig. Vraag de redactie om een nieuwe.',
  },
  places: { engagement: 'Betrokkenheid', embed: 'Insluiten', 'share-links': 'Delen' },
  readOnly: 'alleen lezen',
  live: {
    now: (count) => `${plural(count, 'lezer', 'lezers')} op dit moment`,
    recent: (count) => `${number(count)} in het laatste halfuur`,
    waiting: 'Live: verbinden…',
    lost: 'Live onderbroken',
  },
  controls: {
    period: 'Periode',
    from: 'Van',
    to: 'Tot',
    custom: 'Van … tot …',
    show: 'Tonen',
    compare: 'Vergelijken met',
    consultation: 'Raadpleging',
    all: 'Alle raadplegingen',
    theCurve: 'de curve',
    theArticles: 'de artikelen',
    print: 'Afdrukken',
  },
  periods: {
    today: 'Vandaag',
    yesterday: 'Gisteren',
    '7d': 'Laatste 7 dagen',
    '30d': 'Laatste 30 dagen',
    '90d': 'Laatste 90 dagen',
    month: 'Deze maand',
    lastMonth: 'Vorige maand',
    year: 'Dit jaar',
    all: 'Sinds het begin',
  },
  compares: { previous: 'Vorige periode', year: 'Een jaar eerder', none: 'Niets' },
  range: (days, zone) => `${days}, tijd van ${zone}`,
  comparedTo: (days) => `vergeleken met ${days}`,
  nothingBefore: (days) => `in ${days} is niets geteld`,
  updated: (time) => `stand van ${time}`,
  before: (value) => `eerder ${value}`,
  points: 'ptn',
  interval: (interval) => `${interval} (95%-interval)`,
  suppressed: (below) => `Minder dan ${below} lezers: geen cijfer`,
  accepted: (count) => `${number(count)} aanvaard`,
  more: 'Alle cijfers',
  chart: {
    label: (metric) => `${metric} in de tijd`,
    now: 'Deze periode',
    before: 'Eerder',
    unfinished: 'bezig',
    interval: '95%-interval',
    table: 'De curve als tabel',
    time: 'Tijd',
    by: 'Indeling',
    intervals: { hour: 'Uren', day: 'Dagen', week: 'Weken', month: 'Maanden' },
    withheld: (below) => `Geen cijfer onder ${below} lezers; kies langere stukken.`,
  },
  empty: {
    title: 'Nog geen lezers in deze periode',
    text: 'Zodra een artikel een raadpleging draagt, verschijnen zijn lezers hier.',
    embed: 'Een raadpleging insluiten',
    all: 'Bekijken sinds het begin',
  },
  standingOut: {
    title: 'Opvallend',
    readersOf: (rate) => `${rate} van de lezers van`,
    voted: (interval) => `deden mee (${interval})`,
    against: (rate, interval) => `tegen ${rate} bij de andere artikelen (${interval}).`,
    how: (count) =>
      `Van ${plural(count, 'vergeleken artikel', 'vergeleken artikelen')}; alleen getoond als toeval het niet verklaart (95%-intervallen over alle vergelijkingen).`,
  },
  articles: {
    title: 'Artikelen',
    article: 'Artikel',
    course: 'Verloop',
    courseOf: (article) => `Lezers van ‘${article}’ in de tijd`,
    place: 'Interval',
    site: (rate) => `lijn: de hele site, ${rate}`,
    tooFew: (below) => `< ${below} lezers`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'Geen artikel in deze periode: lezers komen via andere kanalen.',
    more: 'Meer tonen',
    shown: (shown, total) => `${shown} van ${total}`,
    back: 'Alle artikelen',
    read: 'Artikel lezen',
    published: (day) => `verschenen op ${day}`,
    unconfirmed: 'titel te bevestigen',
    ascending: 'oplopend',
    descending: 'aflopend',
  },
  corrections: {
    heading: 'Verbeteringen',
    rename: 'Hernoemen',
    title: 'Titel',
    asReported: 'Weer de titel van de pagina',
    mergeInto: 'Samenvoegen met een ander artikel',
    mergeHint: 'Hun cijfers worden opgeteld, ook de vroegere. Scheiden herstelt de oude cijfers.',
    search: 'Titel of adres',
    noneFound: 'Geen ander artikel gevonden.',
    merge: 'Samenvoegen',
    part: 'Scheiden',
    addresses: 'Met dit artikel geteld',
    since: (day, who) => `samengevoegd op ${day} door ${who}`,
    byRule: 'de adresregels',
    merges: 'Samengevoegde artikelen',
  },
  foreign: {
    page: 'Sites die niet op uw lijst staan',
    hint: 'Is een adres van u, vraag dan het team van Unisson het toe te voegen.',
    article: 'Artikelen gemeld op andere sites',
    others: 'Andere',
    last: (day) => `laatst op ${day}`,
    places: {
      translation: 'Een vertaaldienst',
      archive: 'Een webarchief',
      'amp-cache': 'Een AMP-cache',
      'other-screen': 'Uw mobiele of AMP-site',
      staging: 'Een testsite',
      local: 'Een computer of privénetwerk',
      sister: 'Een ander subdomein van uw site',
      application: 'Een app',
    },
  },
  top: {
    title: 'Wat zijn lezers het meest steunden',
    hint: 'Sinds het artikel de raadpleging draagt.',
    votes: (count) => plural(count, 'stem', 'stemmen'),
    none: 'Nog niet genoeg stemmen van zijn lezers.',
    shares: (agree, neutral, disagree) => `Eens: ${agree}${DOT}Neutraal: ${neutral}${DOT}Oneens: ${disagree}`,
  },
  breakdown: {
    title: 'Verdeling',
    parts: {
      channel: 'Kanaal',
      section: 'Rubriek',
      device: 'Toestel',
      language: 'Taal',
      consultation: 'Raadpleging',
    },
    devices: { phone: 'Telefoon', tablet: 'Tablet', desktop: 'Computer' },
    none: 'In deze periode niets te verdelen.',
    overlap: 'Een lezer van twee rijen telt in beide: hun som is groter dan het totaal.',
    outside: {
      article: 'Lezers die niet via een artikel kwamen (een nieuwsbrief, de startpagina) staan in geen rij.',
      channel: 'Lezers die niet via een kanaal kwamen, meestal via een artikel, staan in geen rij.',
      section: 'Lezers van pagina’s zonder rubriek staan in geen rij.',
    },
  },
  leftOut: {
    title: 'Wat niet wordt geteld',
    none: 'In deze periode is niets weggelaten.',
    hint: 'Pagina’s van de hele site, alle raadplegingen samen.',
    reasons: {
      bots: ['Bots', 'Programma’s, volgens hun kenmerk of eigen opgave.'],
      prefetches: ['Vooraf geladen', 'Pagina’s die van tevoren zijn geladen.'],
      foreignOrigins: ['Andere sites', 'Pagina’s die niet op uw lijst staan; ze worden geweigerd.'],
      unknownOrigins: ['Onbekende herkomst', 'Pagina’s die niet zeggen waar ze vandaan komen.'],
      newsroom: ['Redactie', 'Toestellen die vroegen niet te worden geteld.'],
      privacySignals: ['Privacysignaal', 'Global Privacy Control: de lading telt, zonder lezer.'],
      aggregatesOnly: ['Alleen handelingen', 'Geteld zonder unieke lezers, zoals uw medium koos.'],
    },
    stops: (count) =>
      `${plural(count, 'crash', 'crashes')} van de server in deze periode; elke kan enkele minuten ladingen en weergaven hebben gekost, nooit een stem.`,
  },
  warnings: {
    'reader-days': 'Lezers zijn uniek per dag: over meer dagen worden de dagen opgeteld.',
    'parts-overlap': 'Een lezer kan in meer rijen tellen: ze vormen geen som.',
    'other-time-zone': 'Lezers zijn uniek per dag van uw tijdzone, niet van de getoonde.',
    'counting-limited': 'In deze periode is op verzoek van uw medium niet alles geteld.',
    'merged-articles': 'Een lezer van twee samengevoegde adressen op één dag telt dubbel in het artikel.',
    'counts-lost': 'De server stopte plotseling: enkele weergaven kunnen ontbreken.',
  },
  suspects: {
    engaged: (share, suspect, all) => `${share} van de betrokken lezers is verdacht: ${suspect} van ${all}.`,
    viewed: (suspect, all) => `${suspect} van ${all} lezers zijn verdacht; niemand stemde of stelde voor.`,
    without: (rate, interval, all) =>
      `Zonder verdachte lezers is de betrokkenheid ${rate} (${interval}, 95%-interval) in plaats van ${all}.`,
    tooFew: 'Zonder hen blijven te weinig lezers over voor een cijfer.',
    question: 'Wat is een verdachte lezer?',
    answer: [
      'Een lezer die op een programma lijkt. In zijn netwerk zijn browsers veel vaker dan in andere nergens anders te zien, of komen stemmen sneller dan iemand leest.',
      'Ook een lezer wiens stemmen niet worden geteld.',
      'Een school of firma achter één adres is daarom niet verdacht. Niets wordt geweigerd of weggehaald: de cijfers hierboven tellen alle lezers.',
    ],
  },
  notes: 'Hoe deze cijfers te lezen',
  share: {
    title: 'Deellinks',
    hint: 'Wie de link heeft, kan dit dashboard lezen en niets anders, tot hij verloopt. U kunt hem altijd intrekken.',
    label: 'Voor wie',
    expires: 'Geldig tot',
    create: 'Link maken',
    once: 'Kopieer deze link nu: hij wordt niet meer getoond.',
    none: 'Nog geen link.',
    until: (day) => `geldig tot ${day}`,
    expired: (day) => `verlopen op ${day}`,
    revoked: 'ingetrokken',
    used: (day) => `geopend op ${day}`,
    unused: 'nooit geopend',
    revoke: 'Intrekken',
    ask: (label) => `‘${label}’ intrekken?`,
    explain: 'Wie hem gebruikt, wordt meteen afgemeld.',
    live: 'Geldige links',
    over: 'Vroegere links',
  },
  embed: { title: 'Een raadpleging insluiten', none: 'Er is nog geen raadpleging.' },
}
