import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('pl')

export const pl = {
  language: 'Język',
  loading: 'Wczytywanie…',
  cancel: 'Anuluj',
  again: 'Spróbuj ponownie',
  copy: 'Kopiuj',
  copied: 'Skopiowano',
  notCopied: 'Przeglądarka nie pozwala kopiować. Proszę zaznaczyć tekst i go skopiować.',
  wrongFields: 'Do poprawienia:',
  andMore: (count) => `… i jeszcze ${number(count)}.`,
  theFile: 'Plik:',
  theRow: (row) => `Wiersz ${row}:`,
  signOut: 'Wyloguj',
  downloads: { as: (what, format) => `Pobierz ${what} jako ${format}` },
  embedKit: {
    intro: 'Widżet ma stałą wysokość, przed pierwszym głosem niczego nie zapisuje i waży tylko 12 kB.',
    appearance: 'Wygląd',
    shown: 'Co jest pokazane',
    parts: {
      vote: 'Głosowanie',
      consensus: 'Wyniki: co łączy większość',
      groups: 'Wyniki: grupy opinii',
      proposal: 'Wyniki: jedna propozycja',
      action: 'Wyniki: działania',
    },
    proposal: 'Propozycja (jej identyfikator)',
    proposalHint: 'Opcjonalnie. Głosowanie zaczyna się od niej albo wynik dotyczy tylko jej.',
    theme: 'Kolory',
    themes: { auto: 'Jak strona', light: 'Jasne', dark: 'Ciemne' },
    layout: 'Forma',
    layouts: { card: 'Karta', compact: 'Zwarta' },
    accent: 'Kolor akcentu',
    ownAccent: 'Własny',
    radius: 'Zaokrąglenie rogów',
    channel: 'Kanał',
    channelHint: 'Poza artykułami: „newsletter”, „plakat”, nazwa partnera. Małe litery, cyfry i łączniki.',
    width: 'Szerokość podglądu',
    widths: { wide: 'Kolumna', narrow: 'Telefon' },
    preview: 'Podgląd',
    forms: {
      element: [
        'W artykule',
        'Zalecana forma: miejsce jest zarezerwowane, a bez JavaScriptu zostaje odnośnik.',
      ],
      script: ['W jednym wierszu', 'Dla systemów, które przyjmują tylko skrypt.'],
      styles: ['W arkuszu stylów witryny', 'Własne kolory, raz dla wszystkich artykułów.'],
      link: [
        'Odnośnik',
        'Wklejony sam w wierszu, staje się widżetem tam, gdzie działa oEmbed; gdzie indziej prowadzi do strony publicznej. Do newsletterów, sieci, dla partnerów.',
      ],
      mail: [
        'W newsletterze',
        'Trzy propozycje z odnośnikiem do każdej odpowiedzi. Kliknięcie otwiera stronę, na której potwierdza jeden przycisk: robot, który wejdzie w odnośnik, nie głosuje.',
      ],
      mailText: ['W newsletterze, jako zwykły tekst', 'Do drugiej połowy wiadomości.'],
      iframe: ['W ramce', 'Dla systemów, które usuwają skrypty. Kolory witryny tam nie działają.'],
    },
    code: 'Kod do zeskanowania',
    codeHint: 'Prowadzi na tę samą stronę co odnośnik. Do druku i na plakaty.',
    download: 'Pobierz (SVG)',
  },
  problems: {
    offline: 'Serwer nie odpowiada. Proszę sprawdzić połączenie i spróbować ponownie.',
    'invalid-key': 'Ten klucz jest nieważny.',
    'not-signed-in': 'Sesja się skończyła. Proszę zalogować się ponownie.',
    'too-many-requests': 'Zbyt wiele prób. Proszę poczekać minutę.',
    unavailable: 'Usługa jest niedostępna. Proszę spróbować za chwilę.',
    'csrf-token': 'Strona była otwarta zbyt długo. Proszę ją odświeżyć.',
    'unknown-share-link': 'Ten odnośnik nie istnieje lub nie jest już ważny.',
    overloaded: 'Usługa jest bardzo obciążona. Proszę spróbować za chwilę.',
    'invalid-request': 'Żądanie się nie powiodło. Proszę odświeżyć stronę.',
  },
  fieldProblems: {
    missing: () => '– brakuje.',
    empty: () => '– puste.',
    invalid: () => 'ma niewłaściwą postać.',
    'unknown-field': () => 'nie istnieje.',
    'too-short': ({ limit }) => `– za krótko: co najmniej ${limit}.`,
    'too-long': ({ limit }) => `– za długo: najwyżej ${limit}.`,
    'too-small': ({ limit }) => `– za mało: co najmniej ${limit}.`,
    'too-large': ({ limit }) => `– za dużo: najwyżej ${limit}.`,
    'date-passed': () => 'już minął. Proszę wybrać przyszłą datę.',
    'date-not-reached': () => 'jest jeszcze w przyszłości. Najpierw głosy, potem wyniki.',
    'date-order': ({ before }) => `musi być po „${before}”.`,
  },
} satisfies Translation<CommonTexts>
