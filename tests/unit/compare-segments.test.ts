import { expect, it } from 'vitest'
import { compareSegments, type Published } from '../../api/src/domain/results/compare-segments.ts'

const parts = ['land', 'town']
const split = (land: [number, number], town?: [number, number]): Published =>
  new Map([
    ['land', { agree: land[0], others: land[1] }],
    ...(town ? [['town', { agree: town[0], others: town[1] }] as const] : []),
  ])

it('Parts of the public have in common what each agrees on, and differ where chance does not explain it', () => {
  const proposals = new Map([
    ['both', split([80, 20], [85, 15])],
    ['apart', split([80, 20], [20, 80])],
    ['by-chance', split([13, 11], [11, 13])],
    ['one-only', split([80, 20])],
  ])
  const { common, different } = compareSegments(proposals, parts, 10)
  expect(common).toEqual([{ id: 'both', shares: [0.8, 0.85] }])
  expect(different).toEqual([{ id: 'apart', shares: [0.8, 0.2] }])
  expect(compareSegments(proposals, ['land'], 10)).toEqual({ common: [], different: [] })
})
