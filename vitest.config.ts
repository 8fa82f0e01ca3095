import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BROWSERS } from './scripts/browsers/browser.ts'
import { memoryFolder } from './scripts/stage/postgres-server.ts'
import { findPageChromium } from './scripts/stage/programs.ts'

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } }

/** The file and its damage, its backup, a tool that writes beside it: on PostgreSQL there is nothing of the kind. */
const ABOUT_THE_FILE = [
  'cli-backup',
  'erasure',
  'log-bound',
  'replay',
  'server-database',
  'stolen-log',
  'writer',
]

/** What is settled before a database is asked: addresses, headers, connections, origins; or is asked of pages alone. */
const ABOUT_REQUESTS = [
  'addresses',
  'attacks',
  'below-a-path',
  'client-addresses',
  'closed-server',
  'cross-origin',
  'embedding',
  'fetch-key-set',
  'foreign-origins',
  'raw-requests',
  'self-test',
  'slow-clients',
  'text-browser',
  'vouching-example',
  'wildcard-origins',
  'wordpress',
]

const BUILT_THREADS = './tests/support/built-threads.ts'

/**
 * A busy machine draws late, and a browser on it gives up. What fails twice fails; the last lines name the others. A hook may
 * play sixty days of readers first.
 */
const inBrowsers = { setupFiles: BUILT_THREADS, retry: 1, testTimeout: 90_000, hookTimeout: 900_000 }

/** What pages are like in Chromium itself, the tests in all three browsers tell. */
const pageChromium = { CHROMIUM: findPageChromium() ?? '' }

export default defineConfig({
  test: {
    reporters: ['default', './scripts/summary-reporter.ts'],
    // One more than there are processors: tests in browsers wait more than they compute.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // Without a world of its own for each file: reading the whole API for each takes longer than its tests.
      {
        test: {
          name: 'unit',
          setupFiles: BUILT_THREADS,
          isolate: false,
          include: ['tests/unit/**/*.test.ts'],
          // Thousands of cases of a property, on a machine that has other work too.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'api',
          setupFiles: BUILT_THREADS,
          include: ['tests/api/**/*.test.ts'],
          isolate: false,
          // What a flush to disk costs is measured elsewhere.
          env: { TMPDIR: memoryFolder() },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api-postgres',
          setupFiles: BUILT_THREADS,
          include: ['tests/{api,postgres}/**/*.test.ts'],
          exclude: [...ABOUT_THE_FILE, ...ABOUT_REQUESTS].map((name) => `tests/api/${name}.test.ts`),
          isolate: false,
          env: { TMPDIR: memoryFolder() },
          globalSetup: './tests/support/postgres-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'faults',
          setupFiles: BUILT_THREADS,
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They load the machine as it is, and measure.
          fileParallelism: false,
        },
      },
      {
        oxc,
        test: {
          name: 'widget',
          css: true,
          include: ['tests/widget/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: './tests/widget/language.ts',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...inBrowsers,
          name: 'browser',
          env: pageChromium,
          include: ['tests/browser/**/*.test.ts'],
        },
      },
      {
        test: {
          ...inBrowsers,
          name: 'wordpress',
          env: pageChromium,
          include: ['tests/wordpress/**/*.test.ts'],
        },
      },
      ...BROWSERS.map((browserKind) => ({
        test: {
          ...inBrowsers,
          name: browserKind,
          include: ['tests/all-browsers/**/*.test.ts'],
          provide: { browserKind },
        },
      })),
    ],
  },
})
