/**
 * What a cell holds, which decides how it is written. Shares are parts of 1, scores from -1 to 1 or so, instants ISO
 * 8601 with an offset.
 */
export type CellKind = 'text' | 'count' | 'share' | 'score' | 'ratio' | 'seconds' | 'instant' | 'flag'

export type Value = string | number | boolean | null | undefined

export interface Column<Row> {
  /** As programs read it. */
  name: string
  /** As people read it. */
  title: string
  kind: CellKind
  /** In a workbook, in characters. */
  width?: number
  value(row: Row): Value
}

/** Behind the point: more would be noise, and hide what can be read. */
export const DIGITS = 4

/** Rounded to as many digits as are shown. */
export const rounded = (value: number): number => Number(value.toFixed(DIGITS))

const WALL_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/

/** Day and time of an instant as its own offset has them; no time at the start of a day. */
export function wallTime(instant: string): { day: string; time: string | null } {
  const [, day = instant, time = '00:00'] = WALL_TIME.exec(instant) ?? []
  return { day, time: time === '00:00' ? null : time }
}
