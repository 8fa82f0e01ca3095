import { render } from 'preact'
import { SelfTestPage } from './self-test.tsx'

const place = document.getElementById('app')
if (place) render(<SelfTestPage />, place)
