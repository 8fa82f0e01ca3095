import type { ActionIndicator, ActionReading } from '../../wire/index.ts'

/**
 * How far an action has come on the way from its baseline to its target, by its latest reading: 0 to 1, whichever
 * of the two is larger; null where nothing is measured yet.
 */
export function progressOf(
  indicator: ActionIndicator | null,
  readings: readonly ActionReading[],
): number | null {
  const latest = readings.toSorted((one, other) => (one.day < other.day ? -1 : 1)).at(-1)
  if (!indicator || !latest) return null
  const { baseline, target } = indicator
  return Math.min(1, Math.max(0, (latest.value - baseline) / (target - baseline)))
}

export interface ActionFields {
  title: string
  description: string
  carrier: string
  state: string
  proposals: readonly string[]
  indicator: ActionIndicator | null
}

export interface FieldChange {
  field: string
  before: string | null
  after: string | null
}

const shown = ({ name, baseline, target, unit }: ActionIndicator): string =>
  `${name} (${baseline} → ${target}${unit && ` ${unit}`})`

const written = ({ title, description, carrier, state, proposals, indicator }: ActionFields) => ({
  title,
  description,
  carrier,
  state,
  proposals: proposals.toSorted().join(' '),
  indicator: indicator === null ? '' : shown(indicator),
})

/** The public description of a change: each field that differs, in words. */
export function changesBetween(before: ActionFields, after: ActionFields): FieldChange[] {
  const [from, to] = [written(before), written(after)]
  return (Object.keys(to) as (keyof typeof to)[])
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, before: from[field] || null, after: to[field] || null }))
}
