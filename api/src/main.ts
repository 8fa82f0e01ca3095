// The program of the server, built as dist/server.js.

import { ConfigError, readConfig } from './config.ts'
import { serve } from './server.ts'
import { UnusableDatabaseError } from './store/database.ts'

try {
  await serve(readConfig(process.env))
} catch (error) {
  const isExpected =
    error instanceof ConfigError ||
    error instanceof UnusableDatabaseError ||
    (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  process.stderr.write(`${isExpected ? (error as Error).message : ((error as Error).stack ?? error)}\n`)
  process.exitCode = 1
}
