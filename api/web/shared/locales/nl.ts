import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('nl')

export const nl = {
  language: 'Taal',
  loading: 'Laden…',
  cancel: 'Annuleren',
  again: 'Opnieuw proberen',
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  notCopied: 'De browser staat kopiëren niet toe. Selecteer de tekst en kopieer die.',
  wrongFields: 'Te verbeteren:',
  andMore: (count) => `… en nog ${number(count)}.`,
  theFile: 'Het bestand:',
  theRow: (row) => `Rij ${row}:`,
  signOut: 'Afmelden',
  downloads: { as: (what, format) => `${what} downloaden als ${format}` },
  embedKit: {
    intro: 'De widget heeft een vaste hoogte, bewaart niets vóór de eerste stem en weegt maar 12 kB.',
    appearance: 'Uiterlijk',
    shown: 'Wat wordt getoond',
    parts: {
      vote: 'De stemming',
      consensus: 'Resultaten: waar de meesten het over eens zijn',
      groups: 'Resultaten: de meningsgroepen',
      proposal: 'Resultaten: één voorstel',
      action: 'Resultaten: de acties',
    },
    proposal: 'Voorstel (de id ervan)',
    proposalHint: 'Optioneel. De stemming begint ermee, of het resultaat is dat van het voorstel.',
    theme: 'Kleuren',
    themes: { auto: 'Zoals de pagina', light: 'Licht', dark: 'Donker' },
    layout: 'Vorm',
    layouts: { card: 'Kaart', compact: 'Compact' },
    accent: 'Accentkleur',
    ownAccent: 'Eigen kleur',
    radius: 'Afronding van hoeken',
    channel: 'Kanaal',
    channelHint:
      'Buiten artikelen: ‘nieuwsbrief’, ‘affiche’, de naam van een partner. Kleine letters, cijfers en streepjes.',
    width: 'Breedte van het voorbeeld',
    widths: { wide: 'Kolom', narrow: 'Telefoon' },
    preview: 'Voorbeeld',
    forms: {
      element: [
        'In het artikel',
        'De aanbevolen vorm: de ruimte is gereserveerd en zonder JavaScript blijft er een link.',
      ],
      script: ['In één regel', 'Voor systemen die alleen een script aannemen.'],
      styles: ['In het stijlblad van de site', 'Uw kleuren, één keer voor alle artikelen.'],
      link: [
        'De link',
        'Alleen op een regel geplakt wordt hij de widget waar oEmbed werkt; elders leidt hij naar de openbare pagina. Voor nieuwsbrieven, sociale media, partners.',
      ],
      mail: [
        'In een nieuwsbrief',
        'Drie voorstellen met een link voor elk antwoord. Een klik opent een pagina waar één knop bevestigt: een robot die de link volgt, stemt niet.',
      ],
      mailText: ['In een nieuwsbrief, als platte tekst', 'Voor de andere helft van de mail.'],
      iframe: [
        'In een kader',
        'Voor systemen die scripts weghalen. De kleuren van de site komen er niet in.',
      ],
    },
    code: 'Code om te scannen',
    codeHint: 'Leidt naar dezelfde pagina als de link. Voor drukwerk en affiches.',
    download: 'Downloaden (SVG)',
  },
  problems: {
    offline: 'De server antwoordt niet. Controleer de verbinding en probeer het opnieuw.',
    'invalid-key': 'Deze sleutel is niet geldig.',
    'not-signed-in': 'De sessie is afgelopen. Meld u opnieuw aan.',
    'too-many-requests': 'Te veel pogingen. Wacht een minuut.',
    unavailable: 'De dienst is niet beschikbaar. Probeer het straks opnieuw.',
    'csrf-token': 'De pagina stond te lang open. Laad haar opnieuw.',
    'unknown-share-link': 'Deze link bestaat niet of is niet meer geldig.',
    overloaded: 'Het is druk. Probeer het straks opnieuw.',
    'invalid-request': 'Het verzoek is mislukt. Laad de pagina opnieuw.',
  },
  fieldProblems: {
    missing: () => 'ontbreekt.',
    empty: () => 'is leeg.',
    invalid: () => 'heeft niet de verwachte vorm.',
    'unknown-field': () => 'bestaat niet.',
    'too-short': ({ limit }) => `is te kort: minstens ${limit}.`,
    'too-long': ({ limit }) => `is te lang: hoogstens ${limit}.`,
    'too-small': ({ limit }) => `is te klein: minstens ${limit}.`,
    'too-large': ({ limit }) => `is te groot: hoogstens ${limit}.`,
    'date-passed': () => 'is al voorbij. Kies een datum in de toekomst.',
    'date-not-reached': () => 'ligt nog in de toekomst. Stemmen komen vóór resultaten.',
    'date-order': ({ before }) => `moet na ‘${before}’ komen.`,
  },
} satisfies Translation<CommonTexts>
