import { nl as common } from '../../shared/locales/nl.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const nl: Translation<Texts> = {
  ...common,
  title: 'De widget testen',
  intro: 'Open hier een van uw artikelen. Deze pagina toont live wat aankomt en wat ontbreekt.',
  address: 'Adres van het artikel',
  open: 'Artikel openen',
  signIn: 'Meld u eerst aan: een testlink toont wat degene doet die hem opent.',
  dashboard: 'Dashboard',
  console: 'Console',
  opened: 'Kom terug als u de widget hebt gezien en hebt gestemd.',
  steps: {
    load: ['De widget loopt', 'De pagina heeft hem geladen en ons bereikt.'],
    view: ['Hij is gezien', 'De helft van de widget was een seconde zichtbaar.'],
    vote: [
      'Er komt een stem aan',
      'Het is een echte stem: trek haar terug met ‘Ongedaan maken’ als u alleen test.',
    ],
  },
  waiting: 'wacht',
  arrived: (time) => `aangekomen om ${time}`,
  refused: (time) => `geweigerd om ${time}`,
  article: 'Geteld voor',
  noArticle: 'Alleen voor de site geteld: het adres van de pagina staat niet op de lijst van het medium.',
  nothing:
    'Komt er niets aan? Het artikel moet ‘#unisson-test=…’ in zijn adres houden en de code bevatten, en zijn veiligheidsbeleid moet script-src en connect-src naar deze server toestaan.',
  leftOut: {
    bots: 'Niet geteld: een programma bestuurt deze browser.',
    prefetches: 'Niet geteld: de pagina is vooraf geladen.',
    foreignOrigins: 'Niet geteld: deze pagina staat niet op de lijst van het medium.',
    unknownOrigins: 'Niet geteld: de pagina zegt niet waar ze vandaan komt (afgezonderd kader).',
    newsroom: 'Niet geteld: dit toestel is van de redactie (#unisson-ignore-me).',
    privacySignals: 'Alleen de lading telt: de browser vraagt niet te worden gevolgd (GPC).',
    aggregatesOnly: 'Geteld zonder unieke lezers, zoals het medium koos.',
  },
  readerTokens: {
    vouched: 'Abonnee bevestigd.',
    'no-keys': 'Token genegeerd: het medium heeft geen sleutels gegeven.',
    malformed: 'Token onleesbaar, of zonder iat of exp.',
    algorithm: 'Token anders ondertekend dan met ES256 of EdDSA.',
    'unknown-key': 'Token van een sleutel (kid) die niet in de set van het medium zit.',
    signature: 'Token met een valse handtekening.',
    issuer: 'Token waarvan iss niet de openbare sleutel van het medium is.',
    audience: 'Token voor een andere server (aud).',
    subject: 'Token zonder pseudoniem (sub) van 1 tot 64 tekens.',
    expired: 'Token verlopen.',
    'not-yet': 'Token gedateerd in de toekomst.',
    lifetime: 'Token langer dan een uur geldig.',
  },
  refusals: {
    'foreign-origin':
      'De herkomst van deze pagina staat niet op de lijst van het medium. Voeg haar toe in de console.',
    'unknown-publisher': 'Deze openbare sleutel is onbekend.',
    'unknown-consultation': 'Deze raadpleging bestaat niet.',
    'publisher-disabled': 'De widget van dit medium staat uit.',
    'votes-closed': 'De raadpleging neemt nu geen stemmen aan.',
  },
}
