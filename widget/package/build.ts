// Builds the npm package: types and manifest from the description, the client's types from the contract that the API gives.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { readConfig } from '../../api/src/config.ts'
import { startServer } from '../../api/src/server.ts'
import { ELEMENTS } from './description.ts'
import { manifestOf, typesOf } from './written.ts'

const dist = join(import.meta.dirname, 'dist')

/** The contract, from a server on an empty database. */
async function contract(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'unisson-contract-'))
  const server = await startServer(
    readConfig({
      PORT: '0',
      DATABASE_FILE: join(folder, 'unisson.db'),
      SESSION_SECRET: randomBytes(48).toString('base64'),
      LOG_LEVEL: 'silent',
    }),
  )
  try {
    return await (await fetch(`${server.address}/openapi.json`)).text()
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
writeFileSync(join(dist, 'element.d.ts'), typesOf(ELEMENTS))
writeFileSync(
  join(import.meta.dirname, 'custom-elements.json'),
  `${JSON.stringify(manifestOf(ELEMENTS), null, 2)}\n`,
)
writeFileSync(join(dist, 'schema.d.ts'), astToString(await openapiTS(await contract())))
execFileSync('npx', ['tsc', '-p', import.meta.dirname], {
  cwd: join(import.meta.dirname, '../..'),
  stdio: 'inherit',
})
