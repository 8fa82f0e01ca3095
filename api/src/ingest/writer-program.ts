// The program of the writing thread: the only connection of the server that writes. So a flush, however slow, holds up
// nobody who reads.

import { parentPort, workerData } from 'node:worker_threads'
import { articleVoteStore } from '../store/article-votes.ts'
import { cohortStore } from '../store/cohorts.ts'
import { engagementStore } from '../store/engagement.ts'
import { ONLY_NODE } from '../store/processes.ts'
import { proposalStore } from '../store/proposals.ts'
import { scopeStore } from '../store/scopes.ts'
import { openSqlite } from '../store/sqlite/engine.ts'
import { voteStore } from '../store/votes.ts'
import { Committer } from './commit-batch.ts'
import { asFault, type WriterAnswer, type WriterRequest } from './writer-thread.ts'

const tell = (answer: WriterAnswer): void => parentPort?.postMessage(answer)

const database = openSqlite((workerData as { file: string }).file, {
  onBroken: (error) => tell({ broken: asFault(error) }),
})
const committer = new Committer({
  database,
  node: ONLY_NODE,
  votes: voteStore(database, ONLY_NODE),
  cohorts: cohortStore(database, ONLY_NODE),
  proposals: proposalStore(database),
  engagement: engagementStore(database, ONLY_NODE),
  scopes: scopeStore(database),
  articleVotes: articleVoteStore(database, ONLY_NODE),
})

async function answer(request: WriterRequest): Promise<void> {
  const { id } = request
  try {
    if ('entries' in request) tell({ id, results: await committer.commit(request.entries) })
    else if ('statements' in request) tell({ id, results: await database.write(request.statements) })
    else {
      await database.close()
      parentPort?.close()
    }
  } catch (error) {
    tell({ id, fault: asFault(error) })
  }
}

// One after the other: a batch depends on what it has read.
let turn = Promise.resolve()
parentPort?.on('message', (request: WriterRequest) => {
  turn = turn.then(() => answer(request))
})
