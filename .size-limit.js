import { readFileSync } from 'node:fs'

// The budgets of the widget, in bytes as sent (brotli). Raised only by a commit that says why.
const { loader, apps, later } = JSON.parse(
  readFileSync(new URL('./widget/dist/manifest.json', import.meta.url), 'utf8'),
)

const each = (name, files, limit) =>
  Object.entries(files).map(([language, path]) => ({
    name: `${name}, ${language}`,
    path: `widget/dist/${path}`,
    limit,
    brotli: true,
  }))

export default [
  { name: 'loader', path: `widget/dist/${loader}`, limit: '1 kB', brotli: true },
  ...each('app: until the first vote', apps, '11 kB'),
  ...each('later: after it', later, '6.5 kB'),
]
