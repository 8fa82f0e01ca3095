import type { ImportAnswer } from '../../src/wire/index.ts'
import { useConsole } from './context.ts'

const ROWS_SHOWN = 100

/** What is to be said of single rows of a file. */
export function Remarks({ remarks }: { remarks: ImportAnswer['refused'] }) {
  const { data } = useConsole().texts
  return (
    <div class="scrolling">
      <table>
        <thead>
          <tr>
            <th class="number">{data.row}</th>
            <th>{data.text}</th>
            <th>{data.reason}</th>
          </tr>
        </thead>
        <tbody>
          {remarks.slice(0, ROWS_SHOWN).map(({ row, text, reason }) => (
            <tr key={`${row} ${reason}`}>
              <td class="number">{row}</td>
              <td>
                <bdi>{text}</bdi>
              </td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
