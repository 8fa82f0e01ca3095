import { es as common } from '../../shared/locales/es.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const es: Translation<Texts> = {
  ...common,
  title: 'Probar el widget',
  intro: 'Abra aquí uno de sus artículos. Esta página muestra en directo lo que llega y lo que falta.',
  address: 'Dirección del artículo',
  open: 'Abrir el artículo',
  signIn: 'Entre primero: un enlace de prueba muestra lo que hace quien lo abre.',
  dashboard: 'Panel',
  console: 'Consola',
  opened: 'Vuelva cuando haya visto el widget y votado.',
  steps: {
    load: ['El widget se ejecuta', 'La página lo ha cargado y ha llegado hasta nosotros.'],
    view: ['Se ve', 'La mitad del widget ha sido visible un segundo.'],
    vote: ['Llega un voto', 'Es un voto real: retírelo con «Deshacer» si solo prueba.'],
  },
  waiting: 'en espera',
  arrived: (time) => `llegado a las ${time}`,
  refused: (time) => `rechazado a las ${time}`,
  article: 'Contado para',
  noArticle: 'Contado solo para el sitio: la dirección de la página no está en la lista del medio.',
  nothing:
    '¿No llega nada? El artículo debe conservar «#unisson-test=…» en su dirección, contener el código de inserción, y su política de seguridad debe permitir script-src y connect-src hacia este servidor.',
  leftOut: {
    bots: 'No contado: un programa controla este navegador.',
    prefetches: 'No contado: la página se ha precargado.',
    foreignOrigins: 'No contado: esta página no está en la lista del medio.',
    unknownOrigins: 'No contado: la página no dice de dónde viene (marco aislado).',
    newsroom: 'No contado: este dispositivo es de la redacción (#unisson-ignore-me).',
    privacySignals: 'Solo cuenta la carga: el navegador pide no ser rastreado (GPC).',
    aggregatesOnly: 'Contado sin lectores únicos, como eligió el medio.',
  },
  readerTokens: {
    vouched: 'Suscriptor acreditado.',
    'no-keys': 'Token ignorado: el medio no ha dado claves.',
    malformed: 'Token ilegible, o sin iat o exp.',
    algorithm: 'Token firmado de otro modo que ES256 o EdDSA.',
    'unknown-key': 'Token de una clave (kid) que no está en el conjunto del medio.',
    signature: 'Token con una firma falsa.',
    issuer: 'Token cuyo iss no es la clave pública del medio.',
    audience: 'Token destinado a otro servidor (aud).',
    subject: 'Token sin seudónimo (sub) de 1 a 64 caracteres.',
    expired: 'Token caducado.',
    'not-yet': 'Token fechado en el futuro.',
    lifetime: 'Token válido más de una hora.',
  },
  refusals: {
    'foreign-origin': 'El origen de esta página no está en la lista del medio. Añádalo en la consola.',
    'unknown-publisher': 'Esta clave pública es desconocida.',
    'unknown-consultation': 'Esta consulta no existe.',
    'publisher-disabled': 'El widget de este medio está desactivado.',
    'votes-closed': 'La consulta no admite votos ahora.',
  },
}
