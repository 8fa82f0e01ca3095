import { readFileSync } from 'node:fs'

// The budgets of the widget, in bytes as sent (brotli). Raised only by a commit that says why.
const { loader, apps } = JSON.parse(
  readFileSync(new URL('./widget/dist/manifest.json', import.meta.url), 'utf8'),
)

export default [
  { name: 'loader', path: `widget/dist/${loader}`, limit: '1.0 kB', brotli: true },
  ...Object.entries(apps).map(([language, path]) => ({
    name: `app with ${language}`,
    path: `widget/dist/${path}`,
    limit: '11 kB',
    brotli: true,
  })),
]
