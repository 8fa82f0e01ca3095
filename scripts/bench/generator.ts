import { execFileSync } from 'node:child_process'
import { sendWithAutocannon } from './autocannon.ts'
import type { Answers, Load, LoadShape } from './loads.ts'
import { sendWithWrk } from './wrk.ts'

/** Sends requests for some seconds, each connection one after the other. */
export type Generator = (url: string, load: Load, shape: LoadShape) => Promise<Answers>

/** wrk leaves most of the machine to the server; autocannon, in JavaScript, is there where wrk is not installed. */
export function bestGenerator(): Generator {
  try {
    execFileSync('sh', ['-c', 'command -v wrk'], { stdio: 'ignore' })
    return sendWithWrk
  } catch {
    return sendWithAutocannon
  }
}
