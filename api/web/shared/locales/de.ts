import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('de')

export const de = {
  language: 'Sprache',
  loading: 'Wird geladen…',
  cancel: 'Abbrechen',
  again: 'Noch einmal versuchen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Der Browser lässt das Kopieren nicht zu. Markieren Sie den Text und kopieren Sie ihn.',
  wrongFields: 'Bitte berichtigen:',
  andMore: (count) => `… und ${number(count)} weitere.`,
  theFile: 'Die Datei:',
  theRow: (row) => `Zeile ${row}:`,
  signOut: 'Abmelden',
  downloads: { as: (what, format) => `${what} als ${format} herunterladen` },
  embedKit: {
    intro: 'Das Widget hat eine feste Höhe, speichert vor der ersten Stimme nichts und wiegt nur 12 kB.',
    appearance: 'Aussehen',
    shown: 'Was gezeigt wird',
    parts: {
      vote: 'Die Abstimmung',
      consensus: 'Ergebnisse: was die meisten eint',
      groups: 'Ergebnisse: die Meinungsgruppen',
      proposal: 'Ergebnisse: ein Vorschlag',
      action: 'Ergebnisse: die Maßnahmen',
    },
    proposal: 'Vorschlag (seine Kennung)',
    proposalHint: 'Freiwillig. Die Abstimmung beginnt mit ihm, oder das Ergebnis ist seines.',
    theme: 'Farben',
    themes: { auto: 'Wie die Seite', light: 'Hell', dark: 'Dunkel' },
    layout: 'Form',
    layouts: { card: 'Karte', compact: 'Kompakt' },
    accent: 'Akzentfarbe',
    ownAccent: 'Eigene',
    radius: 'Rundung der Ecken',
    channel: 'Kanal',
    channelHint:
      'Außerhalb von Artikeln: „newsletter“, „plakat“, der Name eines Partners. Kleinbuchstaben, Ziffern und Bindestriche.',
    width: 'Breite der Vorschau',
    widths: { wide: 'Spalte', narrow: 'Telefon' },
    preview: 'Vorschau',
    forms: {
      element: [
        'Im Artikel',
        'Die empfohlene Form: Der Platz ist reserviert, und ohne JavaScript bleibt ein Link.',
      ],
      script: ['In einer Zeile', 'Für Redaktionssysteme, die nur ein Skript annehmen.'],
      styles: ['Im Stylesheet der Website', 'Ihre Farben, einmal für alle Artikel.'],
      link: [
        'Der Link',
        'Allein in einer Zeile eingefügt, wird er überall zum Widget, wo oEmbed bekannt ist; sonst führt er zur öffentlichen Seite. Für Newsletter, soziale Netze, Partner.',
      ],
      mail: [
        'Im Newsletter',
        'Drei Vorschläge mit einem Link für jede Antwort. Der Klick öffnet eine Seite, auf der ein Knopf bestätigt: Ein Programm, das dem Link folgt, stimmt nicht ab.',
      ],
      mailText: ['Im Newsletter, als reiner Text', 'Für die andere Hälfte der Mail.'],
      iframe: [
        'In einem Rahmen',
        'Für Systeme, die Skripte entfernen. Die Farben der Website gelten dort nicht.',
      ],
    },
    code: 'Code zum Scannen',
    codeHint: 'Führt zur selben Seite wie der Link. Für Druck und Plakate.',
    download: 'Herunterladen (SVG)',
  },
  problems: {
    offline: 'Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    'invalid-key': 'Dieser Schlüssel ist nicht gültig.',
    'not-signed-in': 'Die Sitzung ist beendet. Melden Sie sich wieder an.',
    'too-many-requests': 'Zu viele Versuche. Warten Sie eine Minute.',
    unavailable: 'Der Dienst ist nicht verfügbar. Versuchen Sie es gleich noch einmal.',
    'csrf-token': 'Die Seite war zu lange offen. Laden Sie sie neu.',
    'unknown-share-link': 'Diesen Link gibt es nicht, oder er gilt nicht mehr.',
    overloaded: 'Der Dienst ist stark gefragt. Versuchen Sie es gleich noch einmal.',
    'invalid-request': 'Die Anfrage ist fehlgeschlagen. Laden Sie die Seite neu.',
  },
  fieldProblems: {
    missing: () => 'fehlt.',
    empty: () => 'ist leer.',
    invalid: () => 'hat nicht die erwartete Form.',
    'unknown-field': () => 'gibt es nicht.',
    'too-short': ({ limit }) => `ist zu kurz: mindestens ${limit}.`,
    'too-long': ({ limit }) => `ist zu lang: höchstens ${limit}.`,
    'too-small': ({ limit }) => `ist zu klein: mindestens ${limit}.`,
    'too-large': ({ limit }) => `ist zu groß: höchstens ${limit}.`,
    'date-passed': () => 'ist schon vorbei. Wählen Sie ein künftiges Datum.',
    'date-not-reached': () => 'liegt noch in der Zukunft. Erst kommen die Stimmen, dann die Ergebnisse.',
    'date-order': ({ before }) => `muss nach „${before}“ liegen.`,
  },
} satisfies Translation<CommonTexts>
