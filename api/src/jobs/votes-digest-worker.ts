// The program of the worker thread: reads the votes by a connection of its own, and says their digest only.

import { parentPort, workerData } from 'node:worker_threads'
import { type Digest, VotesDigest } from '../domain/votes/integrity-chain.ts'
import { votesInOrder } from '../store/integrity-roots.ts'
import { openReadOnly } from '../store/read-only.ts'

export interface DigestJob {
  databaseAddress: string
  consultationId: string
}

async function digest({ databaseAddress, consultationId }: DigestJob): Promise<Digest> {
  const database = openReadOnly(databaseAddress)
  const votes = new VotesDigest()
  try {
    for await (const vote of votesInOrder(database, consultationId)) votes.add(vote)
    return votes.end()
  } finally {
    await database.close()
  }
}

try {
  parentPort?.postMessage(await digest(workerData as DigestJob))
} catch (error) {
  // Errors of the database lose their message on the way out of a thread.
  throw new Error(error instanceof Error ? error.message : String(error))
}
