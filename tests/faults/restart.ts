import { openStore } from '../../api/src/store/index.ts'
import { fillWithVotes } from '../../scripts/stage/fill-votes.ts'
import { Ledger } from './ledger.ts'
import { Stage } from './stage.ts'
import { Voters } from './voters.ts'

/** Kills a server on a large database while votes come in, again and again; milliseconds of each start after it. */
export async function restartTimes(options: { votes: number; times: number }): Promise<number[]> {
  const stage = await Stage.open()
  const voters = new Voters({ stage, ledger: new Ledger(), connections: 32 })
  const times: number[] = []
  try {
    const store = await openStore(stage.file, Date.now())
    await fillWithVotes(store, stage.consultation.proposalIds, options.votes)
    await store.database.close()
    for (let time = 0; time <= options.times; time++) {
      const server = await stage.start()
      if (time > 0) times.push(server.startMilliseconds)
      await voters.vote(server, ({ acknowledged }) => acknowledged >= 1000)
      await server.kill()
    }
    return times
  } finally {
    await stage.close()
  }
}
