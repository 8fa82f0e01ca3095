import { takesVotes } from '../core/state.ts'
import { say } from '../words/say.ts'
import type { CardProps } from './props.ts'

/** The dark squares of a code, row by row: what the API sends is one bit a square. */
const squares = (code: string) => {
  const bytes = atob(code)
  const size = Math.floor(Math.sqrt(bytes.length * 8))
  let path = ''
  for (let square = 0; square < size * size; square++) {
    if ((bytes.charCodeAt(square >> 3) >> (square & 7)) & 1) {
      path += `M${square % size} ${Math.floor(square / size)}h1v1h-1z`
    }
  }
  return { size, path }
}

/** What stands on paper in the place of buttons: the question, the address of its page, and a code that leads there. */
export const Printed = ({ state, page }: CardProps) => {
  const { consultation, code } = state
  if (!consultation) return null
  const { size, path } = squares(code ?? '')
  return (
    <div class="printed">
      <p class="title" lang={consultation.language} dir="auto">
        {consultation.question}
      </p>
      <p>
        {say(takesVotes(consultation) ? 'scan.vote' : 'scan.see')}
        <br />
        {page.replace(/^https?:\/\//, '')}
      </p>
      {code && (
        <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} class="code" aria-hidden="true">
          <path d={path} />
        </svg>
      )}
    </div>
  )
}
