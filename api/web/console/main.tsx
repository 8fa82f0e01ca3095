import { render } from 'preact'
import { Console } from './console.tsx'

const place = document.getElementById('app')
if (place) render(<Console />, place)
