import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LEFT_OUT_REASONS } from '../../api/src/domain/engagement/audience.ts'
import { definitionOf, METRIC_NAMES, METRICS } from '../../api/src/wire/metrics.ts'

const page = readFileSync(new URL('../../docs/statistics.md', import.meta.url), 'utf8')
/** The rows of the page's tables, by what stands first in them. */
const rows = new Map(
  [...page.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, name = '', text = '']) => [name, text]),
)

describe('The list of metrics', () => {
  it.each(METRIC_NAMES)('is on the page about statistics, word for word: %s', (metric) => {
    expect(rows.get(metric)).toBe(definitionOf(metric))
  })

  it('says what a part is a part of', () => {
    for (const metric of Object.values(METRICS)) {
      const parts = 'numerator' in metric ? [metric.numerator, metric.denominator] : []
      for (const part of parts) expect(METRIC_NAMES).toContain(part)
      expect(parts.length > 0).toBe(metric.kind === 'rate' || metric.kind === 'ratio')
    }
  })

  it('speaks French as well as English', () => {
    for (const { definition } of Object.values(METRICS)) {
      expect(definition.fr).not.toBe(definition.en)
      expect(definition.fr).not.toMatch(/ the | of /)
    }
  })
})

describe('The reasons to leave something out', () => {
  it.each(LEFT_OUT_REASONS)('are on the page about statistics: %s', (reason) => {
    expect(rows.get(reason)).toMatch(/\w{5}/)
  })
})
