import './known-language.ts'
import { render } from 'preact'
import { Dashboard } from './dashboard.tsx'

const place = document.getElementById('app')
if (place) render(<Dashboard />, place)
