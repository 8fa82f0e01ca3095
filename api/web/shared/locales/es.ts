import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('es')

export const es = {
  language: 'Idioma',
  loading: 'Cargando…',
  cancel: 'Cancelar',
  again: 'Intentar de nuevo',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'El navegador no permite copiar. Seleccione el texto y cópielo.',
  wrongFields: 'Corrija:',
  andMore: (count) => `… y ${number(count)} más.`,
  theFile: 'El archivo:',
  theRow: (row) => `Fila ${row}:`,
  signOut: 'Cerrar sesión',
  downloads: { as: (what, format) => `Descargar ${what} en ${format}` },
  embedKit: {
    intro: 'El widget tiene una altura fija, no guarda nada antes del primer voto y pesa solo 12 kB.',
    appearance: 'Apariencia',
    shown: 'Lo que se muestra',
    parts: {
      vote: 'El voto',
      consensus: 'Resultados: lo que une a la mayoría',
      groups: 'Resultados: los grupos de opinión',
      proposal: 'Resultados: una propuesta',
      action: 'Resultados: las acciones',
    },
    proposal: 'Propuesta (su identificador)',
    proposalHint: 'Opcional. El voto empieza por ella, o el resultado es el suyo.',
    theme: 'Colores',
    themes: { auto: 'Como la página', light: 'Claros', dark: 'Oscuros' },
    layout: 'Forma',
    layouts: { card: 'Tarjeta', compact: 'Compacta' },
    accent: 'Color de acento',
    ownAccent: 'El mío',
    radius: 'Redondeo de esquinas',
    channel: 'Canal',
    channelHint:
      'Fuera de los artículos: «boletin», «cartel», el nombre de un socio. Minúsculas, cifras y guiones.',
    width: 'Ancho de la vista previa',
    widths: { wide: 'Columna', narrow: 'Teléfono' },
    preview: 'Vista previa',
    forms: {
      element: [
        'En el artículo',
        'La forma recomendada: el espacio está reservado y queda un enlace sin JavaScript.',
      ],
      script: ['En una línea', 'Para sistemas que solo aceptan un script.'],
      styles: ['En la hoja de estilo del sitio', 'Sus colores, una vez para todos los artículos.'],
      link: [
        'El enlace',
        'Pegado solo en una línea, se convierte en el widget donde funciona oEmbed; en otro lugar lleva a la página pública. Para boletines, redes y socios.',
      ],
      mail: [
        'En un boletín',
        'Tres propuestas con un enlace para cada respuesta. El clic abre una página donde un botón confirma: un robot que sigue el enlace no vota.',
      ],
      mailText: ['En un boletín, solo texto', 'Para la otra mitad del correo.'],
      iframe: ['En un marco', 'Para sistemas que quitan los scripts. Los colores del sitio no entran.'],
    },
    code: 'Código para escanear',
    codeHint: 'Lleva a la misma página que el enlace. Para impresos y carteles.',
    download: 'Descargar (SVG)',
  },
  problems: {
    offline: 'El servidor no responde. Compruebe la conexión e inténtelo de nuevo.',
    'invalid-key': 'Esta clave no es válida.',
    'not-signed-in': 'La sesión ha terminado. Vuelva a entrar.',
    'too-many-requests': 'Demasiados intentos. Espere un minuto.',
    unavailable: 'El servicio no está disponible. Inténtelo de nuevo en un momento.',
    'csrf-token': 'La página ha estado abierta demasiado tiempo. Recárguela.',
    'unknown-share-link': 'Este enlace no existe o ya no es válido.',
    overloaded: 'El servicio tiene mucha demanda. Inténtelo de nuevo en un momento.',
    'invalid-request': 'La petición ha fallado. Recargue la página.',
  },
  fieldProblems: {
    missing: () => 'falta.',
    empty: () => 'está vacío.',
    invalid: () => 'no tiene la forma esperada.',
    'unknown-field': () => 'no existe.',
    'too-short': ({ limit }) => `no llega al mínimo: ${limit} al menos.`,
    'too-long': ({ limit }) => `supera el límite: ${limit} como máximo.`,
    'too-small': ({ limit }) => `no llega al mínimo: ${limit} al menos.`,
    'too-large': ({ limit }) => `supera el límite: ${limit} como máximo.`,
    'date-passed': () => 'ya ha pasado. Elija una fecha futura.',
    'date-not-reached': () => 'aún no ha llegado. Los votos vienen antes que los resultados.',
    'date-order': ({ before }) => `debe ser posterior a «${before}».`,
  },
} satisfies Translation<CommonTexts>
