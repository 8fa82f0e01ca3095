import { describe, expect, it } from 'vitest'
import { lightness } from '../../widget/src/host/theme.ts'

// What browsers give as the computed value of a background, whatever the style sheet wrote.
const DARK = [
  'rgb(17, 17, 17)',
  'rgba(10, 20, 60, 0.9)',
  'oklch(0.2 0.02 260)',
  'oklch(0.2 none none)',
  'oklab(0.25 0.01 -0.02)',
  'lab(12 0 0)',
  'lch(12 3 200 / 0.8)',
  'color(srgb 0.1 0.1 0.12)',
  'color(display-p3 0.05 0.05 0.1 / 1)',
  'color(xyz-d65 0.01 0.012 0.02)',
]
const LIGHT = [
  'rgb(255, 255, 255)',
  'oklch(0.97 0.01 90)',
  'oklab(0.9 0 0)',
  'lab(98 0 0)',
  'lch(90 10 30)',
  'color(srgb 0.9 0.95 0.9)',
  'color(display-p3 1 1 1)',
  'color(xyz 0.9 0.95 1)',
]
const SEEN_THROUGH = ['rgba(0, 0, 0, 0)', 'oklch(0.1 0 0 / 0.2)', 'color(srgb 0 0 0 / 0)', 'transparent', '']

describe('the lightness of a background', () => {
  it.each(DARK)('%s is dark', (colour) => expect(lightness(colour)).toBeLessThan(0.4))
  it.each(LIGHT)('%s is light', (colour) => expect(lightness(colour)).toBeGreaterThan(0.6))
  it.each(SEEN_THROUGH)('"%s" hides nothing', (colour) => expect(lightness(colour)).toBeUndefined())
})
