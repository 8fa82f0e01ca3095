import { pl as common } from '../../shared/locales/pl.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const pl: Translation<Texts> = {
  ...common,
  title: 'Sprawdź widżet',
  intro:
    'Proszę otworzyć tu jeden ze swoich artykułów. Ta strona pokazuje na żywo, co dociera i czego brakuje.',
  address: 'Adres artykułu',
  open: 'Otwórz artykuł',
  signIn: 'Najpierw proszę się zalogować: odnośnik próbny pokazuje, co robi osoba, która go otwiera.',
  dashboard: 'Pulpit',
  console: 'Konsola',
  opened: 'Proszę wrócić tu po obejrzeniu widżetu i oddaniu głosu.',
  steps: {
    load: ['Widżet działa', 'Strona go wczytała i dotarła do nas.'],
    view: ['Jest widziany', 'Połowa widżetu była widoczna przez sekundę.'],
    vote: ['Dociera głos', 'To prawdziwy głos: przy próbie proszę go wycofać przyciskiem „Cofnij”.'],
  },
  waiting: 'oczekiwanie',
  arrived: (time) => `dotarło o ${time}`,
  refused: (time) => `odrzucono o ${time}`,
  article: 'Policzono dla',
  noArticle: 'Policzono tylko dla witryny: adresu strony nie ma na liście medium.',
  nothing:
    'Nic nie dociera? Artykuł musi zachować „#unisson-test=…” w adresie i zawierać kod, a jego zasady bezpieczeństwa muszą dopuszczać script-src i connect-src do tego serwera.',
  leftOut: {
    bots: 'Nie policzono: tą przeglądarką steruje program.',
    prefetches: 'Nie policzono: stronę wczytano z góry.',
    foreignOrigins: 'Nie policzono: tej strony nie ma na liście medium.',
    unknownOrigins: 'Nie policzono: strona nie mówi, skąd pochodzi (odizolowana ramka).',
    newsroom: 'Nie policzono: to urządzenie redakcji (#unisson-ignore-me).',
    privacySignals: 'Liczy się tylko wczytanie: przeglądarka prosi o nieśledzenie (GPC).',
    aggregatesOnly: 'Policzono bez czytelników, jak wybrało medium.',
  },
  readerTokens: {
    vouched: 'Prenumerator poświadczony.',
    'no-keys': 'Token pominięto: medium nie podało kluczy.',
    malformed: 'Token nieczytelny albo bez iat lub exp.',
    algorithm: 'Token podpisany inaczej niż ES256 lub EdDSA.',
    'unknown-key': 'Token z kluczem (kid) spoza zestawu medium.',
    signature: 'Token z fałszywym podpisem.',
    issuer: 'Token, którego iss nie jest kluczem publicznym medium.',
    audience: 'Token przeznaczony dla innego serwera (aud).',
    subject: 'Token bez pseudonimu (sub) od 1 do 64 znaków.',
    expired: 'Token wygasł.',
    'not-yet': 'Token z datą w przyszłości.',
    lifetime: 'Token ważny dłużej niż godzinę.',
  },
  refusals: {
    'foreign-origin': 'Adresu źródłowego tej strony nie ma na liście medium. Można go dodać w konsoli.',
    'unknown-publisher': 'Ten klucz publiczny jest nieznany.',
    'unknown-consultation': 'Nie ma takiej konsultacji.',
    'publisher-disabled': 'Widżet tego medium jest wyłączony.',
    'votes-closed': 'Konsultacja nie przyjmuje teraz głosów.',
  },
}
