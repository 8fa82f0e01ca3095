import { runCli } from './cli/run.ts'
import { systemRuntime } from './services.ts'

// The reader of the output may stop (`| head`); that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  runtime: systemRuntime,
})
