import { startBuiltThreads } from '../../api/src/files.ts'

// npm test has just built, and says so.
if (process.env['TEST_BUILT'] !== undefined) startBuiltThreads()
