// In development and under tests: a thread of Node 20 reads TypeScript only after it has registered a loader itself.
// The build leaves this file out.
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
