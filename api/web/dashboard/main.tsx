import './known-language.ts'
import { render } from 'preact'
import { Dashboard } from './dashboard.tsx'
import { takeShareToken } from './share-token.ts'

const place = document.getElementById('app')
if (place) render(<Dashboard shareToken={takeShareToken()} />, place)
