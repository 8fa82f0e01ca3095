import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { es as common } from '../../shared/locales/es.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('es')

export const es: Translation<Texts> = {
  ...common,
  title: 'Panel',
  problems: {
    ...common.problems,
    'invalid-key': 'Esta clave o este enlace no es válido o ya no lo es.',
    'merged-already': 'Estos dos artículos ya son uno, o este ya está fusionado con otro.',
    'invalid-query': 'Esta consulta de datos no puede responderse.',
  },
  metrics: {
    loads: { name: 'Cargas', definition: 'Veces que el widget se ejecutó en una página.' },
    views: {
      name: 'Vistas',
      definition:
        'Veces que al menos la mitad del widget fue visible un segundo sin interrupción (30 % si es grande).',
    },
    viewability: { name: 'Visibilidad', definition: 'Vistas divididas por cargas.' },
    readersLoaded: {
      name: 'Lectores con carga',
      definition: 'Lectores en cuya página se ejecutó el widget, únicos por día.',
    },
    readersViewed: {
      name: 'Lectores',
      definition: 'Lectores que vieron el widget, únicos por día; varios días se suman.',
    },
    readersEngaged: {
      name: 'Lectores participantes',
      definition: 'Lectores que votaron o propusieron al menos una vez, únicos por día.',
    },
    engagementRate: {
      name: 'Tasa de participación',
      definition:
        'Lectores participantes divididos por lectores, con su intervalo del 95 % (Wilson); no se da con menos de 30 lectores.',
    },
    readersProposed: {
      name: 'Lectores que propusieron',
      definition: 'Lectores que enviaron al menos una propuesta, únicos por día.',
    },
    readersFinished: {
      name: 'Secuencias terminadas',
      definition: 'Lectores que recorrieron una secuencia entera de propuestas, únicos por día.',
    },
    votes: {
      name: 'Votos',
      definition: 'Primeros votos de un lector sobre una propuesta; un voto cambiado no cuenta de nuevo.',
    },
    votesPerReader: {
      name: 'Votos por lector participante',
      definition: 'Votos divididos por lectores participantes.',
    },
    proposals: {
      name: 'Propuestas enviadas',
      definition: 'Propuestas enviadas por los lectores, sea cual sea su estado.',
    },
    proposalsAccepted: {
      name: 'Propuestas aceptadas',
      definition: 'De las enviadas, las que ya están aceptadas.',
    },
    firstVoteDelay: {
      name: 'Tiempo hasta el primer voto',
      definition:
        'Tiempo mediano entre la vista y el primer voto del día en la misma página; leído en 14 clases.',
    },
    networksViewed: {
      name: 'Redes',
      definition:
        'Redes desde las que se vio el widget, únicas por día: un hogar, una empresa, una parte de una red móvil.',
    },
    networksEngaged: {
      name: 'Redes con lectores participantes',
      definition: 'Redes desde las que al menos un lector votó o propuso, únicas por día.',
    },
    viewsSuspect: {
      name: 'Vistas sospechosas',
      definition: 'Vistas de lectores que parecen un programa; forman parte de las vistas.',
    },
    readersViewedSuspect: {
      name: 'Lectores sospechosos',
      definition:
        'Lectores que vieron el widget y parecen un programa, o cuyos votos no se cuentan, únicos por día; forman parte de los lectores.',
    },
    readersSuspect: {
      name: 'Participantes sospechosos',
      definition:
        'Lectores participantes que parecen un programa, o cuyos votos no se cuentan, únicos por día; forman parte de los participantes.',
    },
    suspectShare: {
      name: 'Parte sospechosa',
      definition: 'Participantes sospechosos divididos por participantes.',
    },
    engagementRateWithoutSuspects: {
      name: 'Tasa de participación sin sospechosos',
      definition:
        'Tasa de los demás lectores: los sospechosos se quitan de ambos números; no se da con menos de 30 lectores.',
    },
  },
  fields: {
    dateRange: 'El periodo',
    from: 'El comienzo',
    label: 'El nombre del enlace',
    expiresAt: 'El último día',
    title: 'El título',
  },
  signIn: {
    title: 'Panel de Unisson',
    key: 'Clave de API de su medio',
    hint: 'Se cambia por una sesión de doce horas y esta página no la guarda.',
    submit: 'Entrar',
    ended: 'La sesión ha terminado, o la clave o el enlace se ha revocado.',
    badLink: 'Este enlace no es válido o ya no lo es. Pida otro a la redacción.',
  },
  places: { engagement: 'Participación', embed: 'Insertar', 'share-links': 'Compartir' },
  readOnly: 'solo lectura',
  live: {
    now: (count) => `${plural(count, 'lector', 'lectores')} en este momento`,
    recent: (count) => `${number(count)} en la última media hora`,
    waiting: 'En directo: conectando…',
    lost: 'Directo interrumpido',
  },
  controls: {
    period: 'Periodo',
    from: 'Del',
    to: 'Al',
    custom: 'Del … al …',
    show: 'Mostrar',
    compare: 'Comparar con',
    consultation: 'Consulta',
    all: 'Todas las consultas',
    theCurve: 'la curva',
    theArticles: 'los artículos',
    print: 'Imprimir',
  },
  periods: {
    today: 'Hoy',
    yesterday: 'Ayer',
    '7d': 'Últimos 7 días',
    '30d': 'Últimos 30 días',
    '90d': 'Últimos 90 días',
    month: 'Este mes',
    lastMonth: 'El mes pasado',
    year: 'Este año',
    all: 'Desde el principio',
  },
  compares: { previous: 'Periodo anterior', year: 'Un año antes', none: 'Nada' },
  range: (days, zone) => `${days}, hora de ${zone}`,
  comparedTo: (days) => `comparado con ${days}`,
  nothingBefore: (days) => `no se contó nada en ${days}`,
  updated: (time) => `a las ${time}`,
  before: (value) => `${value} antes`,
  points: 'pts',
  interval: (interval) => `${interval} (intervalo del 95 %)`,
  suppressed: (below) => `Menos de ${below} lectores: sin tasa`,
  accepted: (count) => plural(count, 'aceptada', 'aceptadas'),
  more: 'Todas las cifras',
  chart: {
    label: (metric) => `${metric} a lo largo del tiempo`,
    now: 'Este periodo',
    before: 'Antes',
    unfinished: 'en curso',
    interval: 'intervalo del 95 %',
    table: 'La curva en tabla',
    time: 'Tiempo',
    by: 'División',
    intervals: { hour: 'Horas', day: 'Días', week: 'Semanas', month: 'Meses' },
    withheld: (below) => `Sin tasa por debajo de ${below} lectores; elija intervalos más largos.`,
  },
  empty: {
    title: 'Aún no hay lectores en este periodo',
    text: 'En cuanto un artículo lleve una consulta, sus lectores aparecerán aquí.',
    embed: 'Insertar una consulta',
    all: 'Ver desde el principio',
  },
  standingOut: {
    title: 'Para destacar',
    readersOf: (rate) => `${rate} de los lectores de`,
    voted: (interval) => `participaron (${interval})`,
    against: (rate, interval) => `frente al ${rate} en los demás artículos (${interval}).`,
    how: (count) =>
      `De ${plural(count, 'artículo comparado', 'artículos comparados')}; solo se muestra si el azar no lo explica (intervalos del 95 % sobre todas las comparaciones).`,
  },
  articles: {
    title: 'Artículos',
    article: 'Artículo',
    course: 'Evolución',
    courseOf: (article) => `Lectores de «${article}» a lo largo del tiempo`,
    place: 'Intervalo',
    site: (rate) => `línea: todo el sitio, ${rate}`,
    tooFew: (below) => `< ${below} lectores`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'Ningún artículo en este periodo: los lectores vienen por otros canales.',
    more: 'Mostrar más',
    shown: (shown, total) => `${shown} de ${total}`,
    back: 'Todos los artículos',
    read: 'Leer el artículo',
    published: (day) => `publicado el ${day}`,
    unconfirmed: 'título por confirmar',
    ascending: 'ascendente',
    descending: 'descendente',
  },
  corrections: {
    heading: 'Correcciones',
    rename: 'Cambiar el título',
    title: 'Título',
    asReported: 'Volver al título de la página',
    mergeInto: 'Fusionar con otro artículo',
    mergeHint: 'Sus cifras se suman, también las pasadas. Separarlos devuelve las cifras de antes.',
    search: 'Título o dirección',
    noneFound: 'No se encontró otro artículo.',
    merge: 'Fusionar',
    part: 'Separar',
    addresses: 'Contadas con este artículo',
    since: (day, who) => `fusionado el ${day} por ${who}`,
    byRule: 'las reglas de direcciones',
    merges: 'Artículos fusionados',
  },
  foreign: {
    page: 'Sitios que no están en su lista',
    hint: 'Si una dirección es suya, pida al equipo de Unisson que la añada.',
    article: 'Artículos anunciados en otros sitios',
    others: 'Otros',
    last: (day) => `última vez el ${day}`,
    places: {
      translation: 'Un servicio de traducción',
      archive: 'Un archivo de la web',
      'amp-cache': 'Una caché AMP',
      'other-screen': 'Su sitio móvil o AMP',
      staging: 'Un sitio de pruebas',
      local: 'Un ordenador o una red privada',
      sister: 'Otro subdominio de su sitio',
      application: 'Una aplicación',
    },
  },
  top: {
    title: 'Lo que más apoyaron sus lectores',
    hint: 'Desde que el artículo lleva la consulta.',
    votes: (count) => plural(count, 'voto', 'votos'),
    none: 'Aún no hay bastantes votos de sus lectores.',
    shares: (agree, neutral, disagree) =>
      `De acuerdo: ${agree}${DOT}Neutral: ${neutral}${DOT}En contra: ${disagree}`,
  },
  breakdown: {
    title: 'Desglose',
    parts: {
      channel: 'Canal',
      section: 'Sección',
      device: 'Dispositivo',
      language: 'Idioma',
      consultation: 'Consulta',
    },
    devices: { phone: 'Teléfono', tablet: 'Tableta', desktop: 'Ordenador' },
    none: 'Nada que desglosar en este periodo.',
    overlap: 'Un lector de dos filas cuenta en cada una: su suma supera el total.',
    outside: {
      article:
        'Los lectores que no vinieron por un artículo (un boletín, la portada) no están en ninguna fila.',
      channel:
        'Los lectores que no vinieron por un canal, casi siempre por un artículo, no están en ninguna fila.',
      section: 'Los lectores de páginas sin sección no están en ninguna fila.',
    },
  },
  leftOut: {
    title: 'Lo que no se cuenta',
    none: 'En este periodo no se dejó nada fuera.',
    hint: 'Páginas de todo el sitio, todas las consultas juntas.',
    reasons: {
      bots: ['Robots', 'Programas, por su firma o su propia declaración.'],
      prefetches: ['Precargas', 'Páginas cargadas de antemano.'],
      foreignOrigins: ['Otros sitios', 'Páginas que no están en su lista; se rechazan.'],
      unknownOrigins: ['Origen desconocido', 'Páginas que no dicen de dónde vienen.'],
      newsroom: ['Redacción', 'Dispositivos que pidieron no ser contados.'],
      privacySignals: ['Señal de privacidad', 'Global Privacy Control: la carga cuenta, sin lector.'],
      aggregatesOnly: ['Solo actos', 'Contado sin lectores únicos, como eligió su medio.'],
    },
    stops: (count) =>
      `${plural(count, 'parada brusca', 'paradas bruscas')} del servidor en este periodo; cada una pudo perder unos minutos de cargas y vistas, nunca un voto.`,
  },
  warnings: {
    'reader-days': 'Los lectores son únicos por día: en varios días, los días se suman.',
    'parts-overlap': 'Un lector puede contar en varias filas: no se suman.',
    'other-time-zone': 'Los lectores son únicos por día de su zona horaria, no de la mostrada.',
    'counting-limited': 'En este periodo no se contó todo, a petición de su medio.',
    'merged-articles':
      'Un lector de dos direcciones fusionadas el mismo día cuenta dos veces en el artículo.',
    'counts-lost': 'El servidor se detuvo bruscamente: pueden faltar algunas vistas.',
  },
  suspects: {
    engaged: (share, suspect, all) =>
      `${share} de los lectores participantes son sospechosos: ${suspect} de ${all}.`,
    viewed: (suspect, all) => `${suspect} de ${all} lectores son sospechosos; ninguno votó ni propuso.`,
    without: (rate, interval, all) =>
      `Sin los lectores sospechosos, la tasa de participación es del ${rate} (${interval}, intervalo del 95 %) en lugar del ${all}.`,
    tooFew: 'Sin ellos quedan muy pocos lectores para dar una tasa.',
    question: '¿Qué es un lector sospechoso?',
    answer: [
      'Un lector que parece un programa. En su red, mucho más a menudo que en otras, los navegadores no se ven en otra parte, o los votos llegan más deprisa de lo que se lee.',
      'También un lector cuyos votos no se cuentan.',
      'Una escuela o una empresa tras una sola dirección no es sospechosa por ello. Nada se rechaza ni se quita: las cifras de arriba cuentan a todos los lectores.',
    ],
  },
  notes: 'Cómo leer estas cifras',
  share: {
    title: 'Enlaces compartidos',
    hint: 'Quien tiene el enlace puede leer este panel, y nada más, hasta que caduque. Puede revocarlo cuando quiera.',
    label: 'Para quién',
    expires: 'Válido hasta',
    create: 'Crear un enlace',
    once: 'Copie este enlace ahora: no se volverá a mostrar.',
    none: 'Aún no hay enlaces.',
    until: (day) => `válido hasta el ${day}`,
    expired: (day) => `caducado el ${day}`,
    revoked: 'revocado',
    used: (day) => `abierto el ${day}`,
    unused: 'nunca abierto',
    revoke: 'Revocar',
    ask: (label) => `¿Revocar «${label}»?`,
    explain: 'Quienes lo usan salen al instante.',
    live: 'Enlaces válidos',
    over: 'Enlaces antiguos',
  },
  embed: { title: 'Insertar una consulta', none: 'Aún no hay ninguna consulta.' },
}
