import { de as common } from '../../shared/locales/de.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const de: Translation<Texts> = {
  ...common,
  title: 'Das Widget testen',
  intro: 'Öffnen Sie hier einen Ihrer Artikel. Diese Seite zeigt live, was ankommt und was fehlt.',
  address: 'Adresse des Artikels',
  open: 'Artikel öffnen',
  signIn: 'Melden Sie sich zuerst an: Ein Testlink zeigt, was die Person tut, die ihn öffnet.',
  dashboard: 'Dashboard',
  console: 'Konsole',
  opened: 'Kommen Sie zurück, wenn Sie das Widget gesehen und abgestimmt haben.',
  steps: {
    load: ['Das Widget läuft', 'Die Seite hat es geladen und uns erreicht.'],
    view: ['Es wird gesehen', 'Die Hälfte des Widgets war eine Sekunde sichtbar.'],
    vote: [
      'Eine Stimme kommt an',
      'Es ist eine echte Stimme: Ziehen Sie sie mit „Rückgängig“ zurück, wenn Sie nur testen.',
    ],
  },
  waiting: 'wartet',
  arrived: (time) => `angekommen um ${time}`,
  refused: (time) => `abgelehnt um ${time}`,
  article: 'Gezählt für',
  noArticle: 'Nur für die Website gezählt: Die Adresse der Seite steht nicht auf der Liste des Mediums.',
  nothing:
    'Kommt nichts an? Der Artikel muss „#unisson-test=…“ in der Adresse behalten und den Einbettungscode enthalten, und seine Sicherheitsrichtlinie muss script-src und connect-src zu diesem Server erlauben.',
  leftOut: {
    bots: 'Nicht gezählt: Ein Programm steuert diesen Browser.',
    prefetches: 'Nicht gezählt: Die Seite wurde vorab geladen.',
    foreignOrigins: 'Nicht gezählt: Diese Seite steht nicht auf der Liste des Mediums.',
    unknownOrigins: 'Nicht gezählt: Die Seite sagt nicht, woher sie kommt (isolierter Rahmen).',
    newsroom: 'Nicht gezählt: Dieses Gerät gehört der Redaktion (#unisson-ignore-me).',
    privacySignals: 'Nur die Ladung zählt: Der Browser bittet, nicht verfolgt zu werden (GPC).',
    aggregatesOnly: 'Ohne einzelne Leser gezählt, wie das Medium es gewählt hat.',
  },
  readerTokens: {
    vouched: 'Abonnent bestätigt.',
    'no-keys': 'Token ignoriert: Das Medium hat keine Schlüssel angegeben.',
    malformed: 'Token unlesbar, oder ohne iat oder exp.',
    algorithm: 'Token anders signiert als mit ES256 oder EdDSA.',
    'unknown-key': 'Token mit einem Schlüssel (kid), der nicht im Satz des Mediums ist.',
    signature: 'Token mit falscher Signatur.',
    issuer: 'Token, dessen iss nicht der öffentliche Schlüssel des Mediums ist.',
    audience: 'Token für einen anderen Server (aud).',
    subject: 'Token ohne Pseudonym (sub) von 1 bis 64 Zeichen.',
    expired: 'Token abgelaufen.',
    'not-yet': 'Token aus der Zukunft datiert.',
    lifetime: 'Token länger als eine Stunde gültig.',
  },
  refusals: {
    'foreign-origin':
      'Der Ursprung dieser Seite steht nicht auf der Liste des Mediums. Fügen Sie ihn in der Konsole hinzu.',
    'unknown-publisher': 'Dieser öffentliche Schlüssel ist unbekannt.',
    'unknown-consultation': 'Diese Umfrage gibt es nicht.',
    'publisher-disabled': 'Das Widget dieses Mediums ist abgeschaltet.',
    'votes-closed': 'Die Umfrage nimmt zurzeit keine Stimmen an.',
  },
}
