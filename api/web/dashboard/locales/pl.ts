import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { pl as common } from '../../shared/locales/pl.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('pl', ['one', 'few', 'many'])

export const pl: Translation<Texts> = {
  ...common,
  title: 'Pulpit',
  problems: {
    ...common.problems,
    'invalid-key': 'Ten klucz lub odnośnik jest nieważny.',
    'merged-already': 'Te dwa artykuły są już jednym albo ten jest już połączony z innym.',
    'invalid-query': 'Na to zapytanie nie ma odpowiedzi.',
  },
  metrics: {
    loads: { name: 'Wczytania', definition: 'Ile razy widżet działał na stronie.' },
    views: {
      name: 'Wyświetlenia',
      definition:
        'Ile razy co najmniej połowa widżetu była widoczna przez sekundę bez przerwy (30%, jeśli jest duży).',
    },
    viewability: { name: 'Widoczność', definition: 'Wyświetlenia podzielone przez wczytania.' },
    readersLoaded: {
      name: 'Czytelnicy z wczytaniem',
      definition: 'Czytelnicy, na których stronie działał widżet, raz dziennie.',
    },
    readersViewed: {
      name: 'Czytelnicy',
      definition: 'Czytelnicy, którzy zobaczyli widżet, raz dziennie; dni się sumują.',
    },
    readersEngaged: {
      name: 'Zaangażowani czytelnicy',
      definition: 'Czytelnicy, którzy oddali co najmniej jeden głos lub wysłali propozycję, raz dziennie.',
    },
    engagementRate: {
      name: 'Wskaźnik zaangażowania',
      definition:
        'Zaangażowani czytelnicy podzieleni przez czytelników, z przedziałem 95% (Wilson); poniżej 30 czytelników się nie podaje.',
    },
    readersProposed: {
      name: 'Czytelnicy z propozycją',
      definition: 'Czytelnicy, którzy wysłali co najmniej jedną propozycję, raz dziennie.',
    },
    readersFinished: {
      name: 'Ukończone serie',
      definition: 'Czytelnicy, którzy przeszli całą serię propozycji, raz dziennie.',
    },
    votes: {
      name: 'Głosy',
      definition: 'Pierwsze głosy czytelnika na propozycję; zmieniony głos nie liczy się ponownie.',
    },
    votesPerReader: {
      name: 'Głosy na zaangażowanego czytelnika',
      definition: 'Głosy podzielone przez zaangażowanych czytelników.',
    },
    proposals: {
      name: 'Wysłane propozycje',
      definition: 'Propozycje wysłane przez czytelników, niezależnie od statusu.',
    },
    proposalsAccepted: {
      name: 'Przyjęte propozycje',
      definition: 'Wysłane propozycje, które są już przyjęte.',
    },
    firstVoteDelay: {
      name: 'Czas do pierwszego głosu',
      definition:
        'Mediana czasu od wyświetlenia do pierwszego głosu dnia na tej samej stronie; odczytana z 14 klas.',
    },
    networksViewed: {
      name: 'Sieci',
      definition:
        'Sieci, z których czytelnicy widzieli widżet, raz dziennie: dom, firma, część sieci komórkowej.',
    },
    networksEngaged: {
      name: 'Sieci z zaangażowanymi czytelnikami',
      definition: 'Sieci, z których co najmniej jeden czytelnik głosował lub proponował, raz dziennie.',
    },
    viewsSuspect: {
      name: 'Podejrzane wyświetlenia',
      definition: 'Wyświetlenia czytelników podobnych do programu; należą do wyświetleń.',
    },
    readersViewedSuspect: {
      name: 'Podejrzani czytelnicy',
      definition:
        'Czytelnicy, którzy widzieli widżet i są podobni do programu lub których głosy nie są liczone, raz dziennie; należą do czytelników.',
    },
    readersSuspect: {
      name: 'Podejrzani zaangażowani czytelnicy',
      definition:
        'Zaangażowani czytelnicy podobni do programu lub tacy, których głosy nie są liczone, raz dziennie; należą do zaangażowanych.',
    },
    suspectShare: {
      name: 'Podejrzany udział',
      definition: 'Podejrzani zaangażowani czytelnicy podzieleni przez zaangażowanych.',
    },
    engagementRateWithoutSuspects: {
      name: 'Wskaźnik zaangażowania bez podejrzanych',
      definition:
        'Wskaźnik pozostałych czytelników: podejrzanych odjęto z obu liczb; poniżej 30 czytelników się nie podaje.',
    },
  },
  fields: {
    dateRange: 'Okres',
    from: 'Początek',
    label: 'Nazwa odnośnika',
    expiresAt: 'Ostatni dzień',
    title: 'Tytuł',
  },
  signIn: {
    title: 'Pulpit Unisson',
    key: 'Klucz API medium',
    hint: 'Jest wymieniany na sesję dwunastu godzin i nie jest zapisywany przez tę stronę.',
    submit: 'Zaloguj',
    ended: 'Sesja się skończyła albo klucz lub odnośnik unieważniono.',
    badLink: 'Ten odnośnik jest nieważny. O nowy można poprosić redakcję.',
  },
  places: { engagement: 'Zaangażowanie', embed: 'Osadzanie', 'share-links': 'Udostępnianie' },
  readOnly: 'tylko odczyt',
  live: {
    now: (count) => `${plural(count, 'czytelnik', 'czytelnicy', 'czytelników')} w tej chwili`,
    recent: (count) => `${number(count)} w ostatniej półgodzinie`,
    waiting: 'Na żywo: łączenie…',
    lost: 'Na żywo: przerwane',
  },
  controls: {
    period: 'Okres',
    from: 'Od',
    to: 'Do',
    custom: 'Od … do …',
    show: 'Pokaż',
    compare: 'Porównaj z',
    consultation: 'Konsultacja',
    all: 'Wszystkie konsultacje',
    theCurve: 'krzywą',
    theArticles: 'artykuły',
    print: 'Drukuj',
  },
  periods: {
    today: 'Dziś',
    yesterday: 'Wczoraj',
    '7d': 'Ostatnie 7 dni',
    '30d': 'Ostatnie 30 dni',
    '90d': 'Ostatnie 90 dni',
    month: 'Ten miesiąc',
    lastMonth: 'Poprzedni miesiąc',
    year: 'Ten rok',
    all: 'Od początku',
  },
  compares: { previous: 'Poprzedni okres', year: 'Rok wcześniej', none: 'Nic' },
  range: (days, zone) => `${days}, czas: ${zone}`,
  comparedTo: (days) => `w porównaniu z ${days}`,
  nothingBefore: (days) => `${days}: nic nie policzono`,
  updated: (time) => `stan na ${time}`,
  before: (value) => `wcześniej ${value}`,
  points: 'pkt',
  interval: (interval) => `${interval} (przedział 95%)`,
  suppressed: (below) => `Poniżej ${below} czytelników: brak wskaźnika`,
  accepted: (count) => plural(count, 'przyjęta', 'przyjęte', 'przyjętych'),
  more: 'Wszystkie liczby',
  chart: {
    label: (metric) => `${metric} w czasie`,
    now: 'Ten okres',
    before: 'Wcześniej',
    unfinished: 'w toku',
    interval: 'przedział 95%',
    table: 'Krzywa jako tabela',
    time: 'Czas',
    by: 'Podział',
    intervals: { hour: 'Godziny', day: 'Dni', week: 'Tygodnie', month: 'Miesiące' },
    withheld: (below) => `Poniżej ${below} czytelników brak wskaźnika; proszę wybrać dłuższe odcinki.`,
  },
  empty: {
    title: 'W tym okresie nie ma jeszcze czytelników',
    text: 'Gdy artykuł zawiera konsultację, jego czytelnicy pojawiają się tutaj.',
    embed: 'Osadź konsultację',
    all: 'Zobacz od początku',
  },
  standingOut: {
    title: 'Warto zauważyć',
    readersOf: (rate) => `${rate} czytelników artykułu`,
    voted: (interval) => `wzięło udział (${interval})`,
    against: (rate, interval) => `wobec ${rate} w innych artykułach (${interval}).`,
    how: (count) =>
      `Porównane artykuły: ${number(count)}; pokazane tylko, jeśli nie tłumaczy tego przypadek (przedziały 95% dla wszystkich porównań).`,
  },
  articles: {
    title: 'Artykuły',
    article: 'Artykuł',
    course: 'W czasie',
    courseOf: (article) => `Czytelnicy „${article}” w czasie`,
    place: 'Przedział',
    site: (rate) => `linia: cała witryna, ${rate}`,
    tooFew: (below) => `< ${below} czytelników`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'W tym okresie brak artykułów: czytelnicy przychodzą innymi kanałami.',
    more: 'Pokaż więcej',
    shown: (shown, total) => `${shown} z ${total}`,
    back: 'Wszystkie artykuły',
    read: 'Czytaj artykuł',
    published: (day) => `opublikowano ${day}`,
    unconfirmed: 'tytuł do potwierdzenia',
    ascending: 'rosnąco',
    descending: 'malejąco',
  },
  corrections: {
    heading: 'Poprawki',
    rename: 'Zmień tytuł',
    title: 'Tytuł',
    asReported: 'Przywróć tytuł ze strony',
    mergeInto: 'Połącz z innym artykułem',
    mergeHint: 'Ich liczby się sumują, także przeszłe. Rozdzielenie przywraca poprzednie liczby.',
    search: 'Tytuł lub adres',
    noneFound: 'Nie znaleziono innego artykułu.',
    merge: 'Połącz',
    part: 'Rozdziel',
    addresses: 'Liczone z tym artykułem',
    since: (day, who) => `połączono ${day}: ${who}`,
    byRule: 'reguły adresów',
    merges: 'Połączone artykuły',
  },
  foreign: {
    page: 'Witryny spoza listy',
    hint: 'Jeśli adres należy do Państwa, zespół Unisson może go dodać.',
    article: 'Artykuły zgłoszone na innych witrynach',
    others: 'Inne',
    last: (day) => `ostatnio ${day}`,
    places: {
      translation: 'Usługa tłumaczenia',
      archive: 'Archiwum sieci',
      'amp-cache': 'Pamięć podręczna AMP',
      'other-screen': 'Państwa witryna mobilna lub AMP',
      staging: 'Witryna testowa',
      local: 'Komputer lub sieć prywatna',
      sister: 'Inna poddomena Państwa witryny',
      application: 'Aplikacja',
    },
  },
  top: {
    title: 'Co najbardziej poparli jego czytelnicy',
    hint: 'Odkąd artykuł zawiera konsultację.',
    votes: (count) => plural(count, 'głos', 'głosy', 'głosów'),
    none: 'Głosów jego czytelników jest jeszcze za mało.',
    shares: (agree, neutral, disagree) =>
      `Za: ${agree}${DOT}Neutralnie: ${neutral}${DOT}Przeciw: ${disagree}`,
  },
  breakdown: {
    title: 'Podział',
    parts: {
      channel: 'Kanał',
      section: 'Dział',
      device: 'Urządzenie',
      language: 'Język',
      consultation: 'Konsultacja',
    },
    devices: { phone: 'Telefon', tablet: 'Tablet', desktop: 'Komputer' },
    none: 'W tym okresie nie ma czego dzielić.',
    overlap: 'Czytelnik z dwóch wierszy liczy się w każdym: ich suma przekracza całość.',
    outside: {
      article:
        'Czytelników, którzy nie przyszli z artykułu (newsletter, strona główna), nie ma w żadnym wierszu.',
      channel: 'Czytelników, którzy nie przyszli żadnym kanałem, zwykle z artykułu, nie ma w żadnym wierszu.',
      section: 'Czytelników stron bez działu nie ma w żadnym wierszu.',
    },
  },
  leftOut: {
    title: 'Czego się nie liczy',
    none: 'W tym okresie niczego nie pominięto.',
    hint: 'Strony całej witryny, wszystkie konsultacje razem.',
    reasons: {
      bots: ['Boty', 'Programy, według podpisu lub własnej deklaracji.'],
      prefetches: ['Wczytane z góry', 'Strony pobrane zawczasu.'],
      foreignOrigins: ['Inne witryny', 'Strony spoza listy; są odrzucane.'],
      unknownOrigins: ['Nieznane pochodzenie', 'Strony, które nie mówią, skąd pochodzą.'],
      newsroom: ['Redakcja', 'Urządzenia, które prosiły o pominięcie.'],
      privacySignals: ['Sygnał prywatności', 'Global Privacy Control: wczytanie się liczy, bez czytelnika.'],
      aggregatesOnly: ['Tylko czynności', 'Liczone bez czytelników, jak wybrało medium.'],
    },
    stops: (count) =>
      `Awarie serwera w tym okresie: ${number(count)}; każda mogła zgubić kilka minut wczytań i wyświetleń, nigdy głosu.`,
  },
  warnings: {
    'reader-days': 'Czytelnicy liczą się raz dziennie: przy kilku dniach dni się sumują.',
    'parts-overlap': 'Czytelnik może liczyć się w kilku wierszach: nie dają one sumy.',
    'other-time-zone': 'Czytelnicy liczą się raz dziennie w strefie medium, nie w pokazanej.',
    'counting-limited': 'W tym okresie, na życzenie medium, nie liczono wszystkiego.',
    'merged-articles': 'Czytelnik dwóch połączonych adresów tego samego dnia liczy się w artykule dwa razy.',
    'counts-lost': 'Serwer zatrzymał się nagle: kilku wyświetleń może brakować.',
  },
  suspects: {
    engaged: (share, suspect, all) =>
      `${share} zaangażowanych czytelników jest podejrzanych: ${suspect} z ${all}.`,
    viewed: (suspect, all) =>
      `Podejrzani czytelnicy: ${suspect} z ${all}; żaden nie głosował ani nie proponował.`,
    without: (rate, interval, all) =>
      `Bez podejrzanych czytelników wskaźnik zaangażowania wynosi ${rate} (${interval}, przedział 95%) zamiast ${all}.`,
    tooFew: 'Bez nich zostaje za mało czytelników na wskaźnik.',
    question: 'Kim jest podejrzany czytelnik?',
    answer: [
      'To czytelnik podobny do programu: w jego sieci znacznie częściej niż w innych przeglądarek nie widać nigdzie indziej albo głosy przychodzą szybciej, niż się czyta.',
      'Także czytelnik, którego głosy nie są liczone.',
      'Szkoła lub firma pod jednym adresem nie jest przez to podejrzana. Niczego się nie odrzuca ani nie usuwa: powyższe liczby obejmują wszystkich czytelników.',
    ],
  },
  notes: 'Jak czytać te liczby',
  share: {
    title: 'Odnośniki do udostępniania',
    hint: 'Kto ma odnośnik, widzi ten pulpit i nic więcej, aż wygaśnie. Można go unieważnić w każdej chwili.',
    label: 'Dla kogo',
    expires: 'Ważny do',
    create: 'Utwórz odnośnik',
    once: 'Proszę skopiować odnośnik teraz: nie zostanie już pokazany.',
    none: 'Jeszcze brak odnośników.',
    until: (day) => `ważny do ${day}`,
    expired: (day) => `wygasł ${day}`,
    revoked: 'unieważniony',
    used: (day) => `otwarty ${day}`,
    unused: 'nigdy nieotwarty',
    revoke: 'Unieważnij',
    ask: (label) => `Unieważnić „${label}”?`,
    explain: 'Osoby, które go używają, zostaną od razu wylogowane.',
    live: 'Ważne odnośniki',
    over: 'Dawne odnośniki',
  },
  embed: { title: 'Osadź konsultację', none: 'Nie ma jeszcze konsultacji.' },
}
