import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('it')

export const it = {
  language: 'Lingua',
  loading: 'Caricamento…',
  cancel: 'Annulla',
  again: 'Riprova',
  copy: 'Copia',
  copied: 'Copiato',
  notCopied: 'Il browser non permette di copiare. Selezioni il testo e lo copi.',
  wrongFields: 'Da correggere:',
  andMore: (count) => `… e altri ${number(count)}.`,
  theFile: 'Il file:',
  theRow: (row) => `Riga ${row}:`,
  signOut: 'Esci',
  downloads: { as: (what, format) => `Scarica ${what} in ${format}` },
  embedKit: {
    intro: 'Il widget ha un’altezza fissa, non salva nulla prima del primo voto e pesa solo 12 kB.',
    appearance: 'Aspetto',
    shown: 'Che cosa si mostra',
    parts: {
      vote: 'Il voto',
      consensus: 'Risultati: ciò che unisce',
      groups: 'Risultati: i gruppi di opinione',
      proposal: 'Risultati: una proposta',
      action: 'Risultati: le azioni',
    },
    proposal: 'Proposta (il suo identificativo)',
    proposalHint: 'Facoltativo. Il voto comincia da questa, o il risultato è il suo.',
    theme: 'Colori',
    themes: { auto: 'Come la pagina', light: 'Chiari', dark: 'Scuri' },
    layout: 'Forma',
    layouts: { card: 'Scheda', compact: 'Compatta' },
    accent: 'Colore d’accento',
    ownAccent: 'Il mio',
    radius: 'Arrotondamento degli angoli',
    channel: 'Canale',
    channelHint:
      'Fuori dagli articoli: «newsletter», «manifesto», il nome di un partner. Minuscole, cifre e trattini.',
    width: 'Larghezza dell’anteprima',
    widths: { wide: 'Colonna', narrow: 'Telefono' },
    preview: 'Anteprima',
    forms: {
      element: [
        'Nell’articolo',
        'La forma consigliata: lo spazio è riservato e senza JavaScript resta un link.',
      ],
      script: ['In una riga', 'Per i sistemi che accettano solo uno script.'],
      styles: ['Nel foglio di stile del sito', 'I suoi colori, una volta per tutti gli articoli.'],
      link: [
        'Il link',
        'Incollato da solo su una riga, diventa il widget dove funziona oEmbed; altrove porta alla pagina pubblica. Per newsletter, social, partner.',
      ],
      mail: [
        'In una newsletter',
        'Tre proposte con un link per ogni risposta. Il clic apre una pagina in cui un pulsante conferma: un robot che segue il link non vota.',
      ],
      mailText: ['In una newsletter, solo testo', 'Per l’altra metà del messaggio.'],
      iframe: ['In un riquadro', 'Per i sistemi che tolgono gli script. I colori del sito non vi entrano.'],
    },
    code: 'Codice da inquadrare',
    codeHint: 'Porta alla stessa pagina del link. Per stampa e manifesti.',
    download: 'Scarica (SVG)',
  },
  problems: {
    offline: 'Il server non risponde. Controlli la connessione e riprovi.',
    'invalid-key': 'Questa chiave non è valida.',
    'not-signed-in': 'La sessione è terminata. Acceda di nuovo.',
    'too-many-requests': 'Troppi tentativi. Attenda un minuto.',
    unavailable: 'Il servizio non è disponibile. Riprovi tra un momento.',
    'csrf-token': 'La pagina è rimasta aperta troppo a lungo. La ricarichi.',
    'unknown-share-link': 'Questo link non esiste o non è più valido.',
    overloaded: 'Il servizio è molto richiesto. Riprovi tra un momento.',
    'invalid-request': 'La richiesta non è riuscita. Ricarichi la pagina.',
  },
  fieldProblems: {
    missing: () => 'manca.',
    empty: () => 'è vuoto.',
    invalid: () => 'non ha la forma attesa.',
    'unknown-field': () => 'non esiste.',
    'too-short': ({ limit }) => `non raggiunge il minimo: almeno ${limit}.`,
    'too-long': ({ limit }) => `supera il limite: al massimo ${limit}.`,
    'too-small': ({ limit }) => `non raggiunge il minimo: almeno ${limit}.`,
    'too-large': ({ limit }) => `supera il limite: al massimo ${limit}.`,
    'date-passed': () => 'è già passato. Scelga una data futura.',
    'date-not-reached': () => 'non è ancora arrivato. I voti vengono prima dei risultati.',
    'date-order': ({ before }) => `deve venire dopo «${before}».`,
  },
} satisfies Translation<CommonTexts>
