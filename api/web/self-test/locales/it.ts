import { it as common } from '../../shared/locales/it.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const it: Translation<Texts> = {
  ...common,
  title: 'Provare il widget',
  intro: 'Apra qui uno dei suoi articoli. Questa pagina mostra in diretta ciò che arriva e ciò che manca.',
  address: 'Indirizzo dell’articolo',
  open: 'Apri l’articolo',
  signIn: 'Prima acceda: un link di prova mostra ciò che fa chi lo apre.',
  dashboard: 'Cruscotto',
  console: 'Console',
  opened: 'Torni qui dopo aver visto il widget e votato.',
  steps: {
    load: ['Il widget è in funzione', 'La pagina lo ha caricato e ci ha raggiunti.'],
    view: ['È visto', 'Metà del widget è stata visibile un secondo.'],
    vote: ['Arriva un voto', 'È un voto vero: lo ritiri con «Annulla» se sta solo provando.'],
  },
  waiting: 'in attesa',
  arrived: (time) => `arrivato alle ${time}`,
  refused: (time) => `rifiutato alle ${time}`,
  article: 'Contato per',
  noArticle: 'Contato solo per il sito: l’indirizzo della pagina non è nell’elenco della testata.',
  nothing:
    'Non arriva nulla? L’articolo deve conservare «#unisson-test=…» nell’indirizzo, contenere il codice, e la sua politica di sicurezza deve permettere script-src e connect-src verso questo server.',
  leftOut: {
    bots: 'Non contato: un programma controlla questo browser.',
    prefetches: 'Non contato: la pagina è stata precaricata.',
    foreignOrigins: 'Non contato: questa pagina non è nell’elenco della testata.',
    unknownOrigins: 'Non contato: la pagina non dice da dove viene (riquadro isolato).',
    newsroom: 'Non contato: questo dispositivo è della redazione (#unisson-ignore-me).',
    privacySignals: 'Conta solo il caricamento: il browser chiede di non essere tracciato (GPC).',
    aggregatesOnly: 'Contato senza lettori unici, come ha scelto la testata.',
  },
  readerTokens: {
    vouched: 'Abbonato garantito.',
    'no-keys': 'Token ignorato: la testata non ha dato chiavi.',
    malformed: 'Token illeggibile, o senza iat o exp.',
    algorithm: 'Token firmato in modo diverso da ES256 o EdDSA.',
    'unknown-key': 'Token di una chiave (kid) che non è nell’insieme della testata.',
    signature: 'Token con una firma falsa.',
    issuer: 'Token il cui iss non è la chiave pubblica della testata.',
    audience: 'Token destinato a un altro server (aud).',
    subject: 'Token senza pseudonimo (sub) da 1 a 64 caratteri.',
    expired: 'Token scaduto.',
    'not-yet': 'Token datato nel futuro.',
    lifetime: 'Token valido più di un’ora.',
  },
  refusals: {
    'foreign-origin':
      'L’origine di questa pagina non è nell’elenco della testata. La aggiunga nella console.',
    'unknown-publisher': 'Questa chiave pubblica è sconosciuta.',
    'unknown-consultation': 'Questa consultazione non esiste.',
    'publisher-disabled': 'Il widget di questa testata è disattivato.',
    'votes-closed': 'La consultazione non accetta voti in questo momento.',
  },
}
