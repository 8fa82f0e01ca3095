import type { ImportAnswer } from '../../src/wire/index.ts'
import { useConsole } from './context.ts'
import type { Texts } from './texts/fr.ts'

const ROWS_SHOWN = 100

type RowRemark = ImportAnswer['refused'][number]

/** What is to be said of a row, in the reader's language where we have words for it, else in the server's. */
const wordsForRow = ({ code, values = {}, reason }: RowRemark, { rowProblems }: Texts): string =>
  (code === undefined ? undefined : rowProblems[code])?.(values) ?? reason

/** What is to be said of single rows of a file. */
export function Remarks({ remarks }: { remarks: readonly RowRemark[] }) {
  const { texts } = useConsole()
  const { data } = texts
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
          {remarks.slice(0, ROWS_SHOWN).map((remark) => (
            <tr key={`${remark.row} ${remark.reason}`}>
              <td class="number">{remark.row}</td>
              <td>
                <bdi>{remark.text}</bdi>
              </td>
              <td>{wordsForRow(remark, texts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
