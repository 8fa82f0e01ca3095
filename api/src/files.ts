// Where the files lie that the program reads or starts. All of it is in this one place, since a built program is a few
// files in one folder, which do not know where their modules came from.

import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** True where TypeScript is run as it is: in development and under tests. */
const IS_SOURCE = import.meta.url.endsWith('.ts')

// The same distance from src as from dist.
const inPackage = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const program = (folder: string, name: string): URL =>
  new URL(IS_SOURCE ? `./${folder}/${name}.ts` : `./${name}.js`, import.meta.url)

let areThreadsBuilt = false

/** From now on threads run what is built: to start a source takes ten times as long. For tests, which build first. */
export function startBuiltThreads(): void {
  areThreadsBuilt = true
}

/** Starts a thread with a program of this file, without the arguments and the environment of the process. */
export function startThread(file: URL, options: WorkerOptions): Worker {
  const own: WorkerOptions = { ...options, execArgv: [], env: {} }
  if (!IS_SOURCE) return new Worker(file, own)
  if (areThreadsBuilt)
    return new Worker(new URL(`../dist/${basename(file.pathname, '.ts')}.js`, import.meta.url), own)
  return new Worker(new URL('./source-thread.mjs', import.meta.url), { ...own, argv: [file.href] })
}

export const PACKAGE_FILE = inPackage('package.json')
export const MIGRATIONS_FOLDER = inPackage('migrations/')
export const ASSETS_FOLDER = inPackage('assets/')
export const WEB_FOLDER = inPackage('web/dist/')
export const WIDGET_FOLDER = inPackage('../widget/dist/')
export const LOCALES_FOLDER = inPackage('../widget/locales/')
export const WRITER_PROGRAM = program('ingest', 'writer-program')
export const OPINION_GROUPS_PROGRAM = program('jobs', 'opinion-groups-worker')
export const THEMES_PROGRAM = program('jobs', 'themes-worker')
export const LANGUAGE_DETECTOR_PROGRAM = program('jobs', 'language-detector-worker')
export const WORKBOOK_PROGRAM = program('administration', 'workbook-program')
export const JUDGE_VOTES_PROGRAM = program('jobs', 'judge-votes-worker')
export const VOTES_DIGEST_PROGRAM = program('jobs', 'votes-digest-worker')
export const PICTURE_PROGRAM = program('pages/pictures', 'picture-program')
