/** An instant (milliseconds) as answers write it: ISO 8601, in UTC. */
export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()
/** Null stays null. */
export const maybeInstant = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : instant(milliseconds)
