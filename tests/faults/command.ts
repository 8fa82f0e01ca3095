import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { programOf } from '../support/program.ts'

/** Other processes wrote for as long as this one would wait. */
export class BusyError extends Error {
  override name = 'BusyError'
}

/** Runs `unisson` to its end, in a process of its own. Rejects, with what it said, unless it ends well. */
export async function unisson(...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [...programOf('cli'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-2000)
    })
  const [code] = (await once(child, 'close')) as [number | null]
  if (output.includes('The database is busy')) throw new BusyError(words[0])
  if (code !== 0) throw new Error(`unisson ${words[0]} ended with ${code}: ${output}`)
}
