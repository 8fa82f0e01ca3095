// The program of the worker thread: says in which language texts are written. Its tables take a second to be read, which
// the thread of the votes must not wait for.

import { parentPort } from 'node:worker_threads'
import { eld } from 'eld/small'
import type { DetectedLanguage } from '../domain/consultations/consultation-languages.ts'

export interface DetectorRequest {
  number: number
  text: string
}

export interface DetectorAnswer {
  number: number
  detected: DetectedLanguage
}

parentPort?.on('message', ({ number, text }: DetectorRequest) => {
  const found = eld.detect(text)
  const detected = { language: found.language, isSure: found.isReliable(), scores: found.getScores() }
  parentPort?.postMessage({ number, detected } satisfies DetectorAnswer)
})
