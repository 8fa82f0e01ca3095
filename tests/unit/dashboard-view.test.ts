import { describe, expect, it } from 'vitest'
import {
  addressWith,
  dateRangeOf,
  FIRST_VIEW,
  intervalOf,
  intervalsFor,
  type View,
  viewOf,
} from '../../api/web/dashboard/view.ts'

const seen = (query: string): View => viewOf(new URLSearchParams(query))
const queryOf = (view: View): string => addressWith(view).split('?')[1] ?? ''

describe('The address of a view', () => {
  it('says nothing of what is as at first', () => {
    expect(addressWith(FIRST_VIEW)).toBe('#/')
    expect(addressWith(FIRST_VIEW, 'articles', 'a1')).toBe('#/articles/a1')
  })

  it.each<Partial<View>>([
    { period: '7d' },
    { period: { from: '2026-10-01', to: '2026-10-31' } },
    { compare: null },
    { compare: 'year' },
    { consultation: 'territoires' },
    { metric: 'votes', interval: 'week' },
  ])('leads back to it: %j', (change) => {
    const view = { ...FIRST_VIEW, ...change }
    expect(seen(queryOf(view))).toEqual(view)
  })

  it('leads to the first view where it says something else', () => {
    expect(seen('period=forever&compare=all&metric=clicks&interval=second')).toEqual(FIRST_VIEW)
    expect(seen('from=2026-10-31&to=2026-10-01')).toEqual(FIRST_VIEW)
    expect(seen('from=yesterday&to=today')).toEqual(FIRST_VIEW)
  })
})

describe('The days of a view', () => {
  it('include the last one, which the API does not', () => {
    const view: View = { ...FIRST_VIEW, period: { from: '2026-10-01', to: '2026-10-31' } }
    expect(dateRangeOf(view)).toEqual({ from: '2026-10-01', to: '2026-11-01' })
    expect(dateRangeOf(FIRST_VIEW)).toBe('30d')
  })

  it.each([
    ['today', 'hour'],
    ['7d', 'day'],
    ['90d', 'day'],
    ['year', 'week'],
    ['all', 'week'],
  ] as const)('are cut so that a chart can be read: %s by the %s', (period, interval) => {
    expect(intervalOf({ ...FIRST_VIEW, period })).toBe(interval)
  })

  it('are cut as asked, where that leaves something to see', () => {
    expect(intervalOf({ ...FIRST_VIEW, interval: 'week' })).toBe('week')
    expect(intervalOf({ ...FIRST_VIEW, period: 'today', interval: 'month' })).toBe('hour')
    expect(intervalsFor({ ...FIRST_VIEW, period: '7d' })).toEqual(['hour', 'day'])
  })
})
