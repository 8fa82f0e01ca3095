import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { it as common } from '../../shared/locales/it.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('it')

export const it: Translation<Texts> = {
  ...common,
  title: 'Cruscotto',
  problems: {
    ...common.problems,
    'invalid-key': 'Questa chiave o questo link non è valido o non lo è più.',
    'merged-already': 'Questi due articoli sono già uno solo, o questo è già unito a un altro.',
    'invalid-query': 'A questa richiesta non si può rispondere.',
  },
  metrics: {
    loads: { name: 'Caricamenti', definition: 'Volte in cui il widget è stato eseguito su una pagina.' },
    views: {
      name: 'Visualizzazioni',
      definition:
        'Volte in cui almeno metà del widget è stata visibile un secondo senza interruzione (30% se è grande).',
    },
    viewability: { name: 'Visibilità', definition: 'Visualizzazioni divise per caricamenti.' },
    readersLoaded: {
      name: 'Lettori con caricamento',
      definition: 'Lettori sulla cui pagina il widget è stato eseguito, unici al giorno.',
    },
    readersViewed: {
      name: 'Lettori',
      definition: 'Lettori che hanno visto il widget, unici al giorno; più giorni si sommano.',
    },
    readersEngaged: {
      name: 'Lettori coinvolti',
      definition: 'Lettori che hanno votato o proposto almeno una volta, unici al giorno.',
    },
    engagementRate: {
      name: 'Tasso di coinvolgimento',
      definition:
        'Lettori coinvolti divisi per lettori, con intervallo al 95% (Wilson); non dato sotto i 30 lettori.',
    },
    readersProposed: {
      name: 'Lettori che hanno proposto',
      definition: 'Lettori che hanno inviato almeno una proposta, unici al giorno.',
    },
    readersFinished: {
      name: 'Sequenze concluse',
      definition: 'Lettori che hanno percorso un’intera sequenza di proposte, unici al giorno.',
    },
    votes: {
      name: 'Voti',
      definition: 'Primi voti di un lettore su una proposta; un voto cambiato non conta di nuovo.',
    },
    votesPerReader: { name: 'Voti per lettore coinvolto', definition: 'Voti divisi per lettori coinvolti.' },
    proposals: {
      name: 'Proposte inviate',
      definition: 'Proposte inviate dai lettori, qualunque sia il loro stato.',
    },
    proposalsAccepted: { name: 'Proposte accettate', definition: 'Tra le inviate, quelle ormai accettate.' },
    firstVoteDelay: {
      name: 'Tempo fino al primo voto',
      definition:
        'Tempo mediano tra la visualizzazione e il primo voto del giorno sulla stessa pagina; letto in 14 classi.',
    },
    networksViewed: {
      name: 'Reti',
      definition:
        'Reti da cui si è visto il widget, uniche al giorno: una casa, un’azienda, una parte di una rete mobile.',
    },
    networksEngaged: {
      name: 'Reti con lettori coinvolti',
      definition: 'Reti da cui almeno un lettore ha votato o proposto, uniche al giorno.',
    },
    viewsSuspect: {
      name: 'Visualizzazioni sospette',
      definition: 'Visualizzazioni di lettori che sembrano un programma; fanno parte delle visualizzazioni.',
    },
    readersViewedSuspect: {
      name: 'Lettori sospetti',
      definition:
        'Lettori che hanno visto il widget e sembrano un programma, o i cui voti non sono contati, unici al giorno; fanno parte dei lettori.',
    },
    readersSuspect: {
      name: 'Lettori coinvolti sospetti',
      definition:
        'Lettori coinvolti che sembrano un programma, o i cui voti non sono contati, unici al giorno; fanno parte dei coinvolti.',
    },
    suspectShare: {
      name: 'Quota sospetta',
      definition: 'Lettori coinvolti sospetti divisi per lettori coinvolti.',
    },
    engagementRateWithoutSuspects: {
      name: 'Tasso di coinvolgimento senza sospetti',
      definition:
        'Tasso di tutti gli altri lettori: i sospetti sono tolti da entrambi i numeri; non dato sotto i 30 lettori.',
    },
  },
  fields: {
    dateRange: 'Il periodo',
    from: 'L’inizio',
    label: 'Il nome del link',
    expiresAt: 'L’ultimo giorno',
    title: 'Il titolo',
  },
  signIn: {
    title: 'Cruscotto di Unisson',
    key: 'Chiave API della sua testata',
    hint: 'È scambiata con una sessione di dodici ore e questa pagina non la conserva.',
    submit: 'Accedi',
    ended: 'La sessione è terminata, o la chiave o il link è stato revocato.',
    badLink: 'Questo link non è valido o non lo è più. Ne chieda un altro alla redazione.',
  },
  places: { engagement: 'Coinvolgimento', embed: 'Incorpora', 'share-links': 'Condividi' },
  readOnly: 'sola lettura',
  live: {
    now: (count) => `${plural(count, 'lettore', 'lettori')} in questo momento`,
    recent: (count) => `${number(count)} nell’ultima mezz’ora`,
    waiting: 'In diretta: connessione…',
    lost: 'Diretta interrotta',
  },
  controls: {
    period: 'Periodo',
    from: 'Dal',
    to: 'Al',
    custom: 'Dal … al …',
    show: 'Mostra',
    compare: 'Confronta con',
    consultation: 'Consultazione',
    all: 'Tutte le consultazioni',
    theCurve: 'la curva',
    theArticles: 'gli articoli',
    print: 'Stampa',
  },
  periods: {
    today: 'Oggi',
    yesterday: 'Ieri',
    '7d': 'Ultimi 7 giorni',
    '30d': 'Ultimi 30 giorni',
    '90d': 'Ultimi 90 giorni',
    month: 'Questo mese',
    lastMonth: 'Il mese scorso',
    year: 'Quest’anno',
    all: 'Dall’inizio',
  },
  compares: { previous: 'Periodo precedente', year: 'Un anno prima', none: 'Nulla' },
  range: (days, zone) => `${days}, ora di ${zone}`,
  comparedTo: (days) => `confrontato con ${days}`,
  nothingBefore: (days) => `nulla è stato contato in ${days}`,
  updated: (time) => `alle ${time}`,
  before: (value) => `${value} prima`,
  points: 'pt',
  interval: (interval) => `${interval} (intervallo al 95%)`,
  suppressed: (below) => `Meno di ${below} lettori: nessun tasso`,
  accepted: (count) => plural(count, 'accettata', 'accettate'),
  more: 'Tutte le cifre',
  chart: {
    label: (metric) => `${metric} nel tempo`,
    now: 'Questo periodo',
    before: 'Prima',
    unfinished: 'in corso',
    interval: 'intervallo al 95%',
    table: 'La curva in tabella',
    time: 'Tempo',
    by: 'Suddivisione',
    intervals: { hour: 'Ore', day: 'Giorni', week: 'Settimane', month: 'Mesi' },
    withheld: (below) => `Nessun tasso sotto i ${below} lettori; scelga intervalli più lunghi.`,
  },
  empty: {
    title: 'Ancora nessun lettore in questo periodo',
    text: 'Appena un articolo porta una consultazione, i suoi lettori appaiono qui.',
    embed: 'Incorpora una consultazione',
    all: 'Vedi dall’inizio',
  },
  standingOut: {
    title: 'Da notare',
    readersOf: (rate) => `${rate} dei lettori di`,
    voted: (interval) => `hanno partecipato (${interval})`,
    against: (rate, interval) => `contro ${rate} negli altri articoli (${interval}).`,
    how: (count) =>
      `Su ${plural(count, 'articolo confrontato', 'articoli confrontati')}; mostrato solo se il caso non lo spiega (intervalli al 95% su tutti i confronti).`,
  },
  articles: {
    title: 'Articoli',
    article: 'Articolo',
    course: 'Andamento',
    courseOf: (article) => `Lettori di «${article}» nel tempo`,
    place: 'Intervallo',
    site: (rate) => `linea: tutto il sito, ${rate}`,
    tooFew: (below) => `< ${below} lettori`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'Nessun articolo in questo periodo: i lettori arrivano da altri canali.',
    more: 'Mostra altro',
    shown: (shown, total) => `${shown} di ${total}`,
    back: 'Tutti gli articoli',
    read: 'Leggi l’articolo',
    published: (day) => `pubblicato il ${day}`,
    unconfirmed: 'titolo da confermare',
    ascending: 'crescente',
    descending: 'decrescente',
  },
  corrections: {
    heading: 'Correzioni',
    rename: 'Rinomina',
    title: 'Titolo',
    asReported: 'Torna al titolo della pagina',
    mergeInto: 'Unisci a un altro articolo',
    mergeHint: 'Le loro cifre si sommano, anche quelle passate. Separarli ripristina le cifre di prima.',
    search: 'Titolo o indirizzo',
    noneFound: 'Nessun altro articolo trovato.',
    merge: 'Unisci',
    part: 'Separa',
    addresses: 'Contate con questo articolo',
    since: (day, who) => `unito il ${day} da ${who}`,
    byRule: 'le regole degli indirizzi',
    merges: 'Articoli uniti',
  },
  foreign: {
    page: 'Siti che non sono nel suo elenco',
    hint: 'Se un indirizzo è suo, chieda al team di Unisson di aggiungerlo.',
    article: 'Articoli annunciati su altri siti',
    others: 'Altri',
    last: (day) => `ultima volta il ${day}`,
    places: {
      translation: 'Un servizio di traduzione',
      archive: 'Un archivio del web',
      'amp-cache': 'Una cache AMP',
      'other-screen': 'Il suo sito mobile o AMP',
      staging: 'Un sito di prova',
      local: 'Un computer o una rete privata',
      sister: 'Un altro sottodominio del suo sito',
      application: 'Un’applicazione',
    },
  },
  top: {
    title: 'Ciò che i suoi lettori hanno sostenuto di più',
    hint: 'Da quando l’articolo porta la consultazione.',
    votes: (count) => plural(count, 'voto', 'voti'),
    none: 'Non ci sono ancora abbastanza voti dei suoi lettori.',
    shares: (agree, neutral, disagree) =>
      `D’accordo: ${agree}${DOT}Neutrale: ${neutral}${DOT}Contrario: ${disagree}`,
  },
  breakdown: {
    title: 'Ripartizione',
    parts: {
      channel: 'Canale',
      section: 'Sezione',
      device: 'Dispositivo',
      language: 'Lingua',
      consultation: 'Consultazione',
    },
    devices: { phone: 'Telefono', tablet: 'Tablet', desktop: 'Computer' },
    none: 'Nulla da ripartire in questo periodo.',
    overlap: 'Un lettore di due righe conta in entrambe: la loro somma supera il totale.',
    outside: {
      article:
        'I lettori non arrivati da un articolo (una newsletter, la pagina iniziale) non sono in nessuna riga.',
      channel: 'I lettori non arrivati da un canale, per lo più da un articolo, non sono in nessuna riga.',
      section: 'I lettori di pagine senza sezione non sono in nessuna riga.',
    },
  },
  leftOut: {
    title: 'Ciò che non è contato',
    none: 'In questo periodo nulla è stato escluso.',
    hint: 'Pagine di tutto il sito, tutte le consultazioni insieme.',
    reasons: {
      bots: ['Bot', 'Programmi, secondo la loro firma o dichiarazione.'],
      prefetches: ['Precaricamenti', 'Pagine caricate in anticipo.'],
      foreignOrigins: ['Altri siti', 'Pagine che non sono nel suo elenco; sono rifiutate.'],
      unknownOrigins: ['Origine ignota', 'Pagine che non dicono da dove vengono.'],
      newsroom: ['Redazione', 'Dispositivi che hanno chiesto di non essere contati.'],
      privacySignals: ['Segnale di privacy', 'Global Privacy Control: il caricamento conta, senza lettore.'],
      aggregatesOnly: ['Solo atti', 'Contato senza lettori unici, come ha scelto la testata.'],
    },
    stops: (count) =>
      `${plural(count, 'arresto improvviso', 'arresti improvvisi')} del server in questo periodo; ognuno può aver perso qualche minuto di caricamenti e visualizzazioni, mai un voto.`,
  },
  warnings: {
    'reader-days': 'I lettori sono unici al giorno: su più giorni, i giorni si sommano.',
    'parts-overlap': 'Un lettore può contare in più righe: non si sommano.',
    'other-time-zone': 'I lettori sono unici per giorno del suo fuso, non di quello mostrato.',
    'counting-limited': 'In questo periodo non tutto è stato contato, su richiesta della testata.',
    'merged-articles': 'Un lettore di due indirizzi uniti nello stesso giorno conta due volte nell’articolo.',
    'counts-lost': 'Il server si è fermato all’improvviso: possono mancare alcune visualizzazioni.',
  },
  suspects: {
    engaged: (share, suspect, all) => `${share} dei lettori coinvolti sono sospetti: ${suspect} su ${all}.`,
    viewed: (suspect, all) => `${suspect} lettori su ${all} sono sospetti; nessuno ha votato o proposto.`,
    without: (rate, interval, all) =>
      `Senza i lettori sospetti il tasso di coinvolgimento è ${rate} (${interval}, intervallo al 95%) invece di ${all}.`,
    tooFew: 'Senza di loro restano troppo pochi lettori per un tasso.',
    question: 'Che cos’è un lettore sospetto?',
    answer: [
      'Un lettore che sembra un programma. Nella sua rete, molto più spesso che in altre, i browser non si vedono altrove, o i voti arrivano più in fretta di quanto si legga.',
      'Anche un lettore i cui voti non sono contati.',
      'Una scuola o un’azienda dietro un solo indirizzo non è per questo sospetta. Nulla è rifiutato o tolto: le cifre sopra contano tutti i lettori.',
    ],
  },
  notes: 'Come leggere queste cifre',
  share: {
    title: 'Link di condivisione',
    hint: 'Chi ha il link può leggere questo cruscotto, e nient’altro, fino alla scadenza. Può revocarlo in ogni momento.',
    label: 'Per chi',
    expires: 'Valido fino al',
    create: 'Crea un link',
    once: 'Copi questo link ora: non sarà più mostrato.',
    none: 'Ancora nessun link.',
    until: (day) => `valido fino al ${day}`,
    expired: (day) => `scaduto il ${day}`,
    revoked: 'revocato',
    used: (day) => `aperto il ${day}`,
    unused: 'mai aperto',
    revoke: 'Revoca',
    ask: (label) => `Revocare «${label}»?`,
    explain: 'Chi lo usa è disconnesso subito.',
    live: 'Link validi',
    over: 'Vecchi link',
  },
  embed: { title: 'Incorpora una consultazione', none: 'Non c’è ancora nessuna consultazione.' },
}
