/**
 * The z beyond which a share `tail` (below a half) of the normal distribution lies: Abramowitz and Stegun, 26.2.23,
 * right to 0.0005.
 */
export function upperQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return t - above / below
}
