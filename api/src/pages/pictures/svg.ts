import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { PICTURE_SIZE, type Picture } from './picture.ts'
import { runsOf, type Weight, widthOf, wrap } from './typeface.ts'

const { width: WIDTH, height: HEIGHT } = PICTURE_SIZE
const MARGIN = 64
const INNER = WIDTH - 2 * MARGIN

const COLOURS = {
  surface: '#ffffff',
  text: '#1b1b1f',
  quiet: '#5b5b66',
  line: '#dcdce2',
  accent: '#1f4e8c',
  agree: '#18734d',
  neutral: '#a3a9b3',
  disagree: '#b03a2e',
  done: '#1f4e8c',
} as const

interface Style {
  size: number
  weight?: Weight
  fill?: string
}

const FIRST_STRONG = /[\p{Script=Arabic}\p{Script=Hebrew}]|\p{L}/u
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

/** Isolated, in the direction of its own first letter: its numbers and its punctuation stay where they belong. */
function isolated(line: string, whole: string): string {
  const first = FIRST_STRONG.exec(whole)?.[0] ?? ''
  return `${RIGHT_TO_LEFT.test(first) ? '\u2067' : '\u2066'}${line}\u2069`
}

/** Draws from the start of the line, which is right where the language runs from right to left. */
class Sheet {
  readonly #isRtl: boolean
  constructor(direction: Picture['direction']) {
    this.#isRtl = direction === 'rtl'
  }

  /** `start`: pixels from the start of the line; `whole`: the text of which this is a line. */
  line(text: string, start: number, y: number, style: Style, whole = text): ComponentChild {
    const { size, weight = 400, fill = COLOURS.text } = style
    return h(
      'text',
      {
        x: this.#isRtl ? WIDTH - start : start,
        y,
        'text-anchor': this.#isRtl ? 'end' : 'start',
        'font-size': size,
        'font-weight': weight,
        fill,
        'xml:space': 'preserve',
      },
      runsOf(isolated(text, whole), whole, weight).map(({ family, text: part }) =>
        h('tspan', { 'font-family': family }, part),
      ),
    )
  }

  box(start: number, y: number, width: number, height: number, fill: string): ComponentChild {
    return h('rect', { x: this.#isRtl ? WIDTH - start - width : start, y, width, height, fill })
  }

  circle(start: number, y: number, r: number, fill: string): ComponentChild {
    return h('circle', { cx: this.#isRtl ? WIDTH - start : start, cy: y, r, fill })
  }

  middle(text: string, start: number, y: number, size: number): ComponentChild {
    const x = this.#isRtl ? WIDTH - start : start
    const style = { 'font-size': size, 'font-weight': 700, fill: COLOURS.surface, 'text-anchor': 'middle' }
    return h('text', { x, y, ...style, 'font-family': 'Noto Sans' }, text)
  }
}

const LINE_HEIGHT = 1.25

interface Paragraph extends Style {
  lines: number
  start?: number
  width?: number
}

/** A text in lines from `y` on, which is the top of the first; and where they end. */
function paragraph(sheet: Sheet, text: string, y: number, style: Paragraph) {
  const { size, weight = 400, lines, start = MARGIN, width = INNER } = style
  const wrapped = wrap(text, { width, size, weight, lines })
  return {
    drawn: wrapped.map((line, index) =>
      sheet.line(line, start, y + size + index * size * LINE_HEIGHT, style, text),
    ),
    end: y + wrapped.length * size * LINE_HEIGHT,
  }
}

interface Fit {
  /** Pixels from top to bottom. */
  room: number
  /** Falling; in the last one what has no room is cut. */
  sizes: readonly number[]
  weight?: Weight
  width?: number
}

/** The largest size in which all of a text fits, with its lines. */
function fitting(text: string, { room, sizes, weight = 400, width = INNER }: Fit) {
  const linesIn = (size: number): number => Math.max(1, Math.floor(room / (size * LINE_HEIGHT)))
  const fits = (size: number): boolean =>
    wrap(text, { width, size, weight, lines: linesIn(size) + 1 }).length <= linesIn(size)
  const size = sizes.find(fits) ?? sizes.at(-1) ?? 0
  return { size, lines: linesIn(size), weight, width }
}

const LARGE = [72, 64, 56, 48, 42, 36, 32] as const

/** In the largest of these sizes in which all of it fits. */
const fitted = (sheet: Sheet, text: string, y: number, room: number, weight: Weight) =>
  paragraph(sheet, text, y, fitting(text, { room, sizes: LARGE, weight }))

const BAR_HEIGHT = 18

/** The hatching tells what disagrees from what agrees without colour. */
const hatching = () =>
  h(
    'pattern',
    { id: 'hatched', width: 10, height: 10, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    h('rect', { width: 10, height: 10, fill: COLOURS.surface }),
    h('rect', { width: 5, height: 10, fill: COLOURS.disagree }),
  )

function bar(sheet: Sheet, { parts }: Row, { start, y, width }: Place): ComponentChild {
  let from = start
  return [
    sheet.box(start - 2, y - 2, width + 4, BAR_HEIGHT + 4, COLOURS.text),
    sheet.box(start, y, width, BAR_HEIGHT, COLOURS.surface),
    parts.map(({ kind, share }) => {
      const part = sheet.box(
        from,
        y,
        width * share,
        BAR_HEIGHT,
        kind === 'disagree' ? 'url(#hatched)' : COLOURS[kind],
      )
      from += width * share
      return part
    }),
  ]
}

/** The marks of groups, which are higher than the line they stand on. */
const MARKS = { radius: 16, size: 20 } as const
/** In a row among others, where the letters of two lines are near. */
const SMALL_MARKS = { radius: 14, size: 18 } as const

/** The groups on one line from nobody to all. */
function scale(
  sheet: Sheet,
  { marks }: Row,
  { start, y, width }: Place,
  { radius, size }: typeof MARKS | typeof SMALL_MARKS,
): ComponentChild {
  const middle = y + BAR_HEIGHT / 2
  return [
    sheet.box(start, middle - 2, width, 4, COLOURS.line),
    marks.map(({ name, at }) => {
      // Within the line, also where all or nobody agree.
      const reach = radius + (name.length - 1) * 8
      const place = start + reach + at * (width - 2 * reach)
      return [
        name.length > 1
          ? sheet.box(
              place - (name.length - 1) * 8,
              middle - radius,
              (name.length - 1) * 16,
              2 * radius,
              COLOURS.accent,
            )
          : null,
        sheet.circle(place - (name.length - 1) * 8, middle, radius, COLOURS.accent),
        sheet.circle(place + (name.length - 1) * 8, middle, radius, COLOURS.accent),
        sheet.middle(name, place, middle + size * 0.36, size),
      ]
    }),
  ]
}

type Row = Picture['rows'][number]

interface Place {
  start: number
  y: number
  width: number
}

const ROW_HEIGHT = 131
/** Of the text of a row, in one line or two; below a heading of two lines rows are less high. */
const ROW_TEXTS = [25, 22, 20] as const
const LOW_ROW_TEXTS = [22, 20, 18] as const
const CAPTION_ROOM = 30
/** Our own sentences are not cut: a long language gets smaller letters, and two lines in the smallest. */
const CAPTIONS = [20, 18, 16, 14, 12] as const

/** A row among others: the number at the start, the text, its bar and its words beside it. */
function smallRow(
  sheet: Sheet,
  row: Row,
  y: number,
  { figures, sizes }: { figures: number; sizes: typeof ROW_TEXTS | typeof LOW_ROW_TEXTS },
): ComponentChild {
  const start = MARGIN + figures
  const width = INNER - figures
  const isDrawn = row.parts.length + row.marks.length > 0
  const fit = fitting(row.text, { room: 2 * sizes[0] * LINE_HEIGHT, sizes, weight: 700, width })
  const text = paragraph(sheet, row.text, y, { ...fit, start })
  const hasMarks = row.marks.length > 0
  // Letters such as g and ç reach below the end of their line.
  const place = { start, y: text.end + (hasMarks ? 10 : 6), width }
  const caption = {
    ...fitting(row.caption, { room: CAPTION_ROOM, sizes: CAPTIONS, width }),
    fill: COLOURS.quiet,
    start,
  }
  return [
    row.figure === '' ? null : sheet.line(row.figure, MARGIN, y + 46, { size: 48, weight: 700 }),
    text.drawn,
    row.parts.length > 0 ? bar(sheet, row, place) : null,
    hasMarks ? scale(sheet, row, place, SMALL_MARKS) : null,
    paragraph(sheet, row.caption, isDrawn ? place.y + BAR_HEIGHT + 6 : text.end + 4, caption).drawn,
  ]
}

/** A row alone, larger. */
function largeRow(sheet: Sheet, row: Row, y: number, end: number): ComponentChild {
  const figure = row.figure === '' ? 0 : 112
  const text = fitted(sheet, row.text, y + figure + 12, end - y - figure - 120, 700)
  const place = { start: MARGIN, y: text.end + 18, width: INNER }
  return [
    figure > 0 ? sheet.line(row.figure, MARGIN, y + 96, { size: 110, weight: 700 }) : null,
    text.drawn,
    row.parts.length > 0 ? bar(sheet, row, place) : null,
    row.marks.length > 0 ? scale(sheet, row, place, MARKS) : null,
    paragraph(sheet, row.caption, place.y + BAR_HEIGHT + 16, {
      ...fitting(row.caption, { room: 60, sizes: [26, 24, 20, 18] }),
      fill: COLOURS.quiet,
    }).drawn,
  ]
}

const TOP = 48
const FOOT = HEIGHT - 44
/** As far as the lines above the foot may go. */
const FLOOR = FOOT - 56
/** As far as rows may go. */
const ROWS_END = FOOT - 46

function rows(sheet: Sheet, shown: readonly Row[], y: number): ComponentChild {
  const [only] = shown
  if (only && shown.length === 1) return largeRow(sheet, only, y, FLOOR)
  const figures = Math.max(
    0,
    ...shown.map(({ figure }) => (figure === '' ? 0 : widthOf(figure, 48, 700) + 28)),
  )
  const height = Math.min(ROW_HEIGHT, (ROWS_END - y) / shown.length)
  const sizes = height < ROW_HEIGHT ? LOW_ROW_TEXTS : ROW_TEXTS
  return shown.map((row, index) => smallRow(sheet, row, y + index * height, { figures, sizes }))
}

function results(sheet: Sheet, { question, title, rows: shown, note }: Picture): ComponentChild {
  // In two lines of smaller letters where one line has no room for all of it.
  const above = paragraph(sheet, question, TOP, {
    ...fitting(question, { room: 56, sizes: [26, 24, 22] }),
    fill: COLOURS.quiet,
  })
  const heading = paragraph(sheet, title, above.end + 6, {
    ...fitting(title, { room: 76, sizes: [40, 36, 30], weight: 700 }),
  })
  return [
    above.drawn,
    heading.drawn,
    shown.length > 0
      ? rows(sheet, shown, heading.end + 10)
      : fitted(sheet, note, heading.end + 32, FLOOR - heading.end - 32, 400).drawn,
  ]
}

/** The large text of a picture that shows no figures, with what the reader can do below. */
function invitation(
  sheet: Sheet,
  { kind, question, title, rows: shown, note, call }: Picture,
): ComponentChild {
  const isProposal = kind === 'proposal'
  const above = isProposal
    ? paragraph(sheet, question, TOP, { size: 28, fill: COLOURS.quiet, lines: 2 })
    : { drawn: null, end: TOP }
  const y = above.end + (isProposal ? 24 : 0)
  const { text: said = question, caption = '' } = (isProposal ? shown[0] : undefined) ?? {}
  const bottom = FLOOR - (caption === '' ? 100 : 140)
  const text = fitted(sheet, said, y, bottom - y, 700)
  const words = [title, note].filter(Boolean).join(' ')
  const button = call === '' ? 0 : widthOf(call, 28, 700) + 56
  const beside = button > 0 ? button + 32 : 0
  const fit = fitting(words, { room: 76, sizes: [24, 22, 20, 18, 16], width: INNER - beside })
  return [
    above.drawn,
    text.drawn,
    paragraph(sheet, caption, text.end + 12, { size: 24, fill: COLOURS.quiet, lines: 1 }).drawn,
    button > 0
      ? [
          sheet.box(MARGIN, FLOOR - 70, button, 60, COLOURS.accent),
          sheet.line(call, MARGIN + 28, FLOOR - 30, { size: 28, weight: 700, fill: COLOURS.surface }),
        ]
      : null,
    paragraph(sheet, words, FLOOR - (button > 0 ? 74 : 70), {
      ...fit,
      fill: COLOURS.quiet,
      start: MARGIN + beside,
    }).drawn,
  ]
}

/** On what the results rest, beside the address: one line with it, or more around its middle. */
function foot(sheet: Sheet, note: string, width: number): ComponentChild {
  const fit = fitting(note, { room: 64, sizes: [20, 18, 16, 14, 12], width })
  const isOneLine = wrap(note, { ...fit, lines: 2 }).length === 1
  return paragraph(sheet, note, isOneLine ? FOOT - 20 : FOOT - 31, { ...fit, fill: COLOURS.quiet }).drawn
}

/** A picture as SVG, its texts as text; what the fonts cannot draw is left out. */
export function pictureSvg(picture: Picture): string {
  const sheet = new Sheet(picture.direction)
  const { kind, rows: shown, note, address } = picture
  const addressStart = WIDTH - MARGIN - widthOf(address, 22, 700)
  const svg = h(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    h('defs', null, hatching()),
    h('rect', { width: WIDTH, height: HEIGHT, fill: COLOURS.surface }),
    h('rect', { width: WIDTH, height: 12, fill: COLOURS.accent }),
    kind === 'results' ? results(sheet, picture) : invitation(sheet, picture),
    sheet.box(MARGIN, FOOT - 36, INNER, 2, COLOURS.line),
    kind === 'results' && shown.length > 0 ? foot(sheet, note, addressStart - MARGIN - 32) : null,
    sheet.line(address, addressStart, FOOT, { size: 22, weight: 700, fill: COLOURS.accent }),
  )
  return renderToString(svg)
}
