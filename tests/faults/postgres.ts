import { randomInt } from 'node:crypto'
import { type PostgresServer, startPostgres } from '../../scripts/stage/postgres-server.ts'
import { openCaddy } from './caddy.ts'
import { Ledger, type LedgerReport } from './ledger.ts'
import { type LoadBalancer, openRoundRobin } from './round-robin.ts'
import { type Server, Stage } from './stage.ts'
import { type Outcome, Voters } from './voters.ts'

export interface ProcessKillReport extends LedgerReport {
  kills: number
  unanswered: number
}

export interface DatabaseRestartReport extends LedgerReport {
  restarts: number
  /** Milliseconds from the moment PostgreSQL takes connections to the first vote that is answered. */
  backAfter: number[]
  /** Answers meanwhile, by status. */
  refused: Record<number, number>
  unanswered: number
}

interface Crew {
  stage: Stage
  database: PostgresServer
  servers: Server[]
  /** Where readers come: before all of the servers. */
  port: number
  ledger: Ledger
  voters: Voters
}

async function withCrew<Report>(
  { processes, connections }: { processes: number; connections: number },
  use: (crew: Crew) => Promise<Report>,
  openBalancer = openRoundRobin,
): Promise<Report> {
  const database = await startPostgres()
  const stage = await Stage.open(undefined, await database.createDatabase('unisson'))
  const servers: Server[] = []
  let proxy: LoadBalancer | undefined
  try {
    for (let number = 0; number < processes; number++) servers.push(await stage.start())
    proxy = await openBalancer(() => servers.map(({ port }) => port))
    const ledger = new Ledger()
    const voters = new Voters({ stage, ledger, connections })
    return await use({ stage, database, servers, port: proxy.port, ledger, voters })
  } finally {
    await proxy?.close()
    await stage.close()
    await database.close()
  }
}

/** All that was not answered is sent again, and the servers stop in order; then the database is held against the ledger. */
async function settled({ stage, servers, port, ledger, voters }: Crew): Promise<LedgerReport> {
  await voters.sendAgain({ port })
  await Promise.all(servers.map((server) => server.stop()))
  return await ledger.check(stage.file, stage.secret)
}

/** Kills one of several processes on one database, at a random moment under load, again and again. */
export function killOneOfSeveral(options: {
  processes: number
  kills: number
  votesAKill: number
  connections: number
}): Promise<ProcessKillReport> {
  return withCrew(options, async (crew) => {
    const { stage, servers, port, voters } = crew
    let [kills, unanswered, next] = [0, 0, randomInt(1, options.votesAKill)]
    let killing: Promise<void> | undefined
    const killOne = async () => {
      const [victim] = servers.splice(randomInt(servers.length), 1)
      await victim?.kill()
      servers.push(await stage.start())
      kills += 1
      killing = undefined
    }
    const outcome = await voters.vote({ port }, ({ acknowledged }) => {
      if (kills >= options.kills) return true
      if (acknowledged >= next && !killing) {
        next =
          acknowledged + randomInt(Math.ceil(options.votesAKill / 2), Math.ceil(options.votesAKill * 1.5) + 1)
        killing = killOne()
      }
      return false
    })
    unanswered += outcome.cut
    await killing
    return { ...(await settled(crew)), kills, unanswered }
  })
}

/** Kills all but one of three processes behind the proxy that is deployed, one after the other; none comes back. */
export function killBehindCaddy(options: { votesEach: number; connections: number }) {
  return withCrew(
    { ...options, processes: 3 },
    async (crew) => {
      const { servers, port, voters } = crew
      const killing: (Promise<void> | undefined)[] = []
      const outcome = await voters.vote({ port }, ({ acknowledged }) => {
        const kills = 3 - servers.length
        if (servers.length > 1 && acknowledged >= (kills + 1) * options.votesEach)
          killing.push(servers.shift()?.kill())
        return acknowledged >= 3 * options.votesEach
      })
      await Promise.all(killing)
      const { refused, cut } = outcome
      return { ...(await settled(crew)), refused: Object.fromEntries(refused), unanswered: cut }
    },
    openCaddy,
  )
}

const tick = () => new Promise((resolve) => setImmediate(resolve))

/** Ends PostgreSQL as a crash would and starts it again, under load; measures how long no vote is answered after it. */
export function restartDatabase(options: {
  processes: number
  restarts: number
  votesARestart: number
  connections: number
}): Promise<DatabaseRestartReport> {
  return withCrew(options, async (crew) => {
    const { database, port, voters } = crew
    const backAfter: number[] = []
    let isOver = false
    let now: Outcome | undefined
    const voting = voters.vote({ port }, (outcome) => {
      now = outcome
      return isOver
    })
    const answered = async (more: number) => {
      const from = now?.acknowledged ?? 0
      while ((now?.acknowledged ?? 0) < from + more) await tick()
    }
    for (let count = 0; count < options.restarts; count++) {
      await answered(randomInt(Math.ceil(options.votesARestart / 2), options.votesARestart * 2))
      await database.stopAtOnce()
      await database.start()
      const began = performance.now()
      await answered(1)
      backAfter.push(performance.now() - began)
    }
    isOver = true
    const { refused, cut } = await voting
    const report = await settled(crew)
    return {
      ...report,
      restarts: options.restarts,
      backAfter,
      refused: Object.fromEntries(refused),
      unanswered: cut,
    }
  })
}
