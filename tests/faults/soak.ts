import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { median } from '../../scripts/bench/measure.ts'
import { Client } from './client.ts'
import { Ledger } from './ledger.ts'
import { figuresOf } from './process-figures.ts'
import { type Server, Stage } from './stage.ts'
import { isKept, ledgerLine, mebibytes } from './summary.ts'
import { type Outcome, Voters } from './voters.ts'

const HELP = `npm run soak -- [--requests 10000000] [--minutes 60] [--connections 64] [--rate 3000]

Votes and reads of the embed payload, half and half, until one of the bounds is reached, so many a second or, without a
rate, as fast as they are answered; prints memory, open files and
the write-ahead log of the server every ten seconds, and over the second half their slopes, and the most memory.
`
const SAMPLE_MILLISECONDS = 10_000
const HOUR_MILLISECONDS = 3_600_000

/** Limits calls to a rate per second; 0: no limit. A late call passes at once. */
function paceOf(rate: number): () => Promise<void> {
  const began = performance.now()
  let passed = 0
  return async () => {
    if (rate === 0) return
    const due = began + (passed++ / rate) * 1000
    const early = due - performance.now()
    if (early > 1) await setTimeout(early)
  }
}

interface Reads {
  answered: number
  failed: number
}

interface Sample {
  at: number
  memory: number
  files: number
  log: number
}

/**
 * By the hour: the median of the slopes between any two moments (Theil and Sen), which a task that takes memory for some
 * seconds and gives it back does not bend.
 */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map((other) => (of(other) - of(one)) / (other.at - one.at)),
  )
  return median(slopes) * HOUR_MILLISECONDS
}

/** Looks at the server every ten seconds, and says what it sees. */
function sampler(stage: Stage, server: Server, done: () => number) {
  const samples: Sample[] = []
  const began = performance.now()
  const sampling = setInterval(() => {
    const log = statSync(`${stage.file}-wal`, { throwIfNoEntry: false })?.size ?? 0
    const sample = { at: performance.now() - began, ...figuresOf(server.pid), log }
    samples.push(sample)
    const time = `${Math.round(sample.at / 1000)} s`.padStart(7)
    const figures = `${mebibytes(sample.memory)}  ${sample.files} files  log ${mebibytes(log)}`
    process.stdout.write(`${time}  ${figures}  ${done()} requests\n`)
  }, SAMPLE_MILLISECONDS)
  return { samples, stop: () => clearInterval(sampling) }
}

/** Reads the embed payload until the end; counts answers and failures. */
async function read(
  client: Client,
  path: string,
  reads: Reads,
  pace: () => Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    await pace()
    const answer = await client.send('GET', path).catch(() => undefined)
    if (answer?.status === 200) reads.answered += 1
    else reads.failed += 1
  }
}

interface SoakOptions {
  requests: number
  minutes: number
  connections: number
  /** Requests a second; 0: as fast as they are answered. */
  rate: number
}

async function soak({ requests, minutes, connections, rate }: SoakOptions): Promise<boolean> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  const half = Math.ceil(connections / 2)
  const pace = paceOf(rate)
  const voters = new Voters({
    stage,
    ledger,
    connections: half,
    scheduling: 'fifo',
    pace,
    remembersLatencies: false,
  })
  const reads: Reads = { answered: 0, failed: 0 }
  const done = () => reads.answered + ledger.acknowledged
  try {
    const server = await stage.start()
    const end = performance.now() + minutes * 60_000
    const isOver = () => done() >= requests || performance.now() > end
    const client = new Client(server.port, half, stage.consultation.origin, 'fifo')
    const { slug, publisherKey } = stage.consultation
    const path = `/v1/embed/${slug}?publisher=${publisherKey}`
    const { samples, stop } = sampler(stage, server, done)
    const reading = Array.from({ length: half }, () => read(client, path, reads, pace, isOver))
    const outcome = await voters.vote(server, isOver)
    await Promise.all(reading)
    stop()
    client.close()
    await server.stop()
    return await report(stage, ledger, samples, { ...outcome, failedReads: reads.failed, requests: done() })
  } finally {
    await stage.close()
  }
}

async function report(
  stage: Stage,
  ledger: Ledger,
  samples: readonly Sample[],
  { refused, cut, failedReads, requests }: Outcome & { failedReads: number; requests: number },
): Promise<boolean> {
  const later = samples.slice(Math.floor(samples.length / 2))
  const memories = later.map(({ memory }) => memory)
  const slopes = [
    `memory ${mebibytes(slope(later, ({ memory }) => memory))} an hour`,
    `median ${mebibytes(median(memories))}, most ${mebibytes(Math.max(...memories))}`,
    `files ${slope(later, ({ files }) => files).toFixed(1)} an hour`,
    `log ${mebibytes(slope(later, ({ log }) => log))} an hour`,
  ]
  const checked = await ledger.check(stage.file, stage.secret)
  const errors = [...refused.values()].reduce((sum, count) => sum + count, cut + failedReads)
  process.stdout.write(
    `${requests} requests, ${errors} errors; ${ledgerLine(checked)}\n${slopes.join('; ')}\n`,
  )
  return isKept(checked) && errors === 0
}

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000000' },
    minutes: { type: 'string', default: '60' },
    connections: { type: 'string', default: '64' },
    rate: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
})
async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const isKeptThroughout = await soak({
    requests: Number(options.requests),
    minutes: Number(options.minutes),
    connections: Number(options.connections),
    rate: Number(options.rate),
  })
  if (!isKeptThroughout) process.exitCode = 1
}

await main()
