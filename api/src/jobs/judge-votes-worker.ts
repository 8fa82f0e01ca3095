// The program of the worker thread: compares the votes of the window with each other, while others go on voting.

import { parentPort, workerData } from 'node:worker_threads'
import { type Judgement, judgeVotes } from '../domain/trust-rules/judge-votes.ts'
import type { Sightings } from '../domain/trust-rules/sightings.ts'
import { TRUST_THRESHOLDS } from '../domain/trust-rules/trust-rules.ts'

export interface JudgeJob {
  sightings: Sightings
  /** Genuine votes that are expected among those set aside before. */
  spent: number
}

function judge({ sightings, spent }: JudgeJob): Judgement {
  const steps = judgeVotes(sightings, { share: 1, spent }, TRUST_THRESHOLDS)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

parentPort?.postMessage(judge(workerData as JudgeJob))
