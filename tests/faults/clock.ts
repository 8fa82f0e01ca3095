import Sqlite from 'better-sqlite3'
import { Client } from './client.ts'
import { Ledger, type LedgerReport } from './ledger.ts'
import { type Server, Stage } from './stage.ts'
import { SystemClock } from './system-clock.ts'
import { type VisitOutcome, Visitors } from './visitors.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const QUERIES_PER_MINUTE = 200

/** Where clocks change in Paris, where the publisher is: an hour that is left out, and one that comes twice. */
const CHANGES = ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z'].map((change) => Date.parse(change))
/** How long before such a change the clock is set. */
const LEAD_SECONDS = 1

export interface ClockReport extends LedgerReport {
  jumps: number
  renewed: number
  wronglyRefused: Record<string, number>
  furthestOff: number
  /** Seconds for which an address that had asked too much was put off, before the clock was set back and afterwards. */
  putOff: number[]
}

/** The clock is set on and back while readers vote, by an hour, a day, forty days and to the changes of summer time. */
export async function jumpingClock(options: {
  connections: number
  votesEach: number
}): Promise<ClockReport> {
  const stage = await Stage.open()
  const ledger = new Ledger()
  try {
    neverEnds(stage)
    const clock = new SystemClock(await stage.beside('clock'))
    const server = await stage.start({
      ...clock.environment,
      QUERIES_PER_MINUTE: `${QUERIES_PER_MINUTE}`,
      TRUSTED_PROXIES: '127.0.0.1',
    })
    const visitors = new Visitors({
      stage,
      ledger,
      connections: options.connections,
      now: () => clock.now(),
    })
    const outcome = await visitors.vote(server, jumpAt(clock, options.votesEach))
    const putOff = await limitBesideAJump(stage, server, clock)
    await server.stop()
    return {
      ...(await ledger.check(stage.file, stage.secret)),
      jumps: JUMPS.length,
      renewed: outcome.renewed,
      furthestOff: outcome.furthestOff,
      putOff,
      wronglyRefused: Object.fromEntries(outcome.wronglyRefused),
    }
  } finally {
    await stage.close()
  }
}

/** Whatever the clock says, the consultation is open. */
function neverEnds({ file }: Stage): void {
  const database = new Sqlite(file)
  database.exec(`UPDATE consultations SET opens_at = 0, closes_at = ${Date.parse('2100-01-01')}`)
  database.close()
}

interface Jump {
  /** By how much the clock is off from then on; in seconds, worked out when it is due. */
  seconds(): number
  /** An instant over which the clock is to go on before the next jump. */
  over?: number
}

const JUMPS: readonly Jump[] = [
  ...[HOUR, -HOUR, DAY, -DAY, 40 * DAY, -40 * DAY].flatMap((seconds) => [
    { seconds: () => seconds },
    { seconds: () => 0 },
  ]),
  ...CHANGES.map((change) => ({
    seconds: () => Math.round((change - Date.now()) / 1000) - LEAD_SECONDS,
    over: change,
  })),
  { seconds: () => 0 },
]

/** Sets the clock each time that so many votes more were answered; says when that was all, or something went wrong. */
function jumpAt(clock: SystemClock, votesEach: number) {
  const left = [...JUMPS]
  let last: Jump | undefined
  let due = votesEach
  return ({ acknowledged, wronglyRefused }: VisitOutcome): boolean => {
    if (wronglyRefused.size > 0) return true
    // One vote more, so that something was answered behind what is ahead.
    if (last?.over !== undefined && clock.now() < last.over) due = Math.max(due, acknowledged + 1)
    if (acknowledged < due) return false
    last = left.shift()
    if (!last) return true
    clock.set(last.seconds())
    due = acknowledged + votesEach
    return false
  }
}

/** An address uses up what it may ask in a minute; then the clock is set back by an hour. */
async function limitBesideAJump(
  stage: Stage,
  server: Server,
  clock: SystemClock,
): Promise<ClockReport['putOff']> {
  const client = new Client(server.port, 1, stage.consultation.origin)
  const ask = () => client.send('GET', '/v1/publisher/stats/articles', '', { 'x-forwarded-for': '192.0.2.1' })
  for (let sent = 0; sent < QUERIES_PER_MINUTE; sent++) await ask()
  const before = await ask()
  clock.set(-HOUR)
  const after = await ask()
  client.close()
  return [before, after].map(({ retryAfter }) => Number(retryAfter))
}
