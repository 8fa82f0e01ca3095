import { availableParallelism } from 'node:os'
import Table from 'cli-table3'
import { REQUESTS_BY_READER } from './loads.ts'
import type { Measured } from './sides.ts'

const HEAD = [
  'load',
  'build',
  'conn.',
  'per s',
  'ratio',
  'CPU µs',
  'p50 ms',
  'p99 ms',
  'MiB',
  'answered',
  'failed',
]

const rounded = (figure: number | null): string => (figure === null ? '–' : `${Math.round(figure)}`)

/** What was measured as a table for the terminal. */
export function asTable(all: readonly Measured[]): string {
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [] },
    colAligns: HEAD.map((_, column) => (column < 2 ? 'left' : 'right')),
  })
  for (const { load, side, connections, ratio, median } of all)
    table.push([
      load,
      side,
      connections,
      rounded(median.throughput),
      ratio.toFixed(2),
      rounded(median.processorTime),
      median.p50.toFixed(1),
      median.p99.toFixed(1),
      rounded(median.mostMemory && median.mostMemory / 2 ** 20),
      median.succeeded,
      median.failed,
    ])
  return table.toString()
}

/** Complete readers: how many a second, how long they wait for an answer, what a million of them take. */
export function readersLine({ side, connections, median }: Measured): string {
  const { throughput, p99, processorTime } = median
  const minutes = processorTime === null ? '–' : ((processorTime * REQUESTS_BY_READER) / 60).toFixed(1)
  return (
    `${side}: ${Math.round(throughput / REQUESTS_BY_READER)} complete readers per second ` +
    `(embed payload, view, twelve votes, four nuances) on ${availableParallelism()} processors, ` +
    `${connections} connections; p99 of an answer ${p99.toFixed(1)} ms; ` +
    `processor time of a million readers: ${minutes} minutes\n`
  )
}
