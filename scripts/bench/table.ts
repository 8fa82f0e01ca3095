import Table from 'cli-table3'
import type { Comparison } from './compare.ts'

const HEAD = [
  'load',
  'conn.',
  'empty/s',
  'API/s',
  'ratio',
  'CPU ratio',
  'CPU µs',
  'p50 ms',
  'p99 ms',
  'MiB',
  'answered',
  'failed',
]

/** The comparisons as a table for the terminal. */
export function asTable(comparisons: readonly Comparison[]): string {
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [] },
    colAligns: HEAD.map((_, column) => (column === 0 ? 'left' : 'right')),
  })
  for (const { load, connections, empty, api, ratio } of comparisons) {
    const isKnown = api.processorTime !== null && empty.processorTime !== null
    table.push([
      load,
      connections,
      Math.round(empty.throughput),
      Math.round(api.throughput),
      ratio.toFixed(2),
      isKnown ? (Number(api.processorTime) / Number(empty.processorTime)).toFixed(2) : '–',
      isKnown ? Math.round(Number(api.processorTime)) : '–',
      api.p50.toFixed(1),
      api.p99.toFixed(1),
      api.mostMemory === null ? '–' : Math.round(api.mostMemory / 2 ** 20),
      api.succeeded,
      api.failed,
    ])
  }
  return table.toString()
}
