import { DOT } from '../../src/domain/text/typography.ts'
import { ENCODINGS, IMPORT_COLUMNS, SEPARATORS } from '../../src/wire/import-words.ts'
import type {
  ImportAnswer,
  ImportColumn,
  ImportedFile,
  ImportPreview,
  TranslationFile,
  TranslationPreview,
} from '../../src/wire/index.ts'
import { SelectField } from '../shared/parts/field.tsx'
import { WrongFields } from '../shared/parts/problem.tsx'
import { Written } from '../shared/parts/written.tsx'
import type { FileWishes } from './client.ts'
import { useConsole } from './context.ts'
import type { Texts } from './locales/fr.ts'

const ROWS_SHOWN = 100

type RowRemark = ImportAnswer['refused'][number]
type CellRemark = TranslationPreview['refused'][number]

/** What is to be said of a row, in the reader's language where we have words for it, else in the server's. */
const wordsForRow = (
  { code, values = {}, reason }: Pick<RowRemark | CellRemark, 'code' | 'values' | 'reason'>,
  { rowProblems }: Texts,
): string => (code === undefined ? undefined : rowProblems[code])?.(values) ?? reason

interface RemarksProps {
  remarks: readonly (RowRemark | CellRemark)[]
}

/** What is to be said of single rows of a file, or of cells of them. */
export function Remarks({ remarks }: RemarksProps) {
  const { texts } = useConsole()
  const { data } = texts
  const more = remarks.length - ROWS_SHOWN
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
    <section class="scrolling" aria-label={data.reason} tabIndex={0}>
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
            <tr key={JSON.stringify(remark)}>
              <td class="number">{remark.row}</td>
              <td>
                {'language' in remark && remark.language !== null && <small>{remark.language} </small>}
                <Written
                  text={remark.text}
                  language={'language' in remark ? (remark.language ?? undefined) : undefined}
                />
              </td>
              <td>{wordsForRow(remark, texts)}</td>
            </tr>
          ))}
          {more > 0 && (
            <tr>
              <td />
              <td colSpan={2}>{texts.andMore(more)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

interface UnderstoodProps {
  file: ImportedFile | TranslationFile
  onWish(wish: FileWishes): void
}

/** What was found out of the file as a whole, each to be corrected. */
export function Understood({ file, onWish }: UnderstoodProps) {
  const { reading } = useConsole().texts
  const { format, encoding, separator, sheet, sheets } = file
  const headerLanguage = 'headerLanguage' in file ? file.headerLanguage : null
  return (
    <>
      <p class="quiet">
        {format === 'xlsx' ? reading.workbook : reading.text}
        {headerLanguage !== null && `${DOT}${reading.titlesIn[headerLanguage]}`}
      </p>
      <div class="row">
        {encoding !== null && (
          <SelectField
            label={reading.encoding}
            value={encoding}
            options={ENCODINGS.map((one) => [one, reading.encodings[one]] as const)}
            onChange={(one) => onWish({ encoding: one })}
          />
        )}
        {separator !== null && (
          <SelectField
            label={reading.separator}
            value={separator}
            options={SEPARATORS.map((one) => [one, reading.separators[one]] as const)}
            onChange={(one) => onWish({ separator: one })}
          />
        )}
        {sheet !== null && (
          <SelectField
            label={reading.sheet}
            value={sheet}
            options={sheets.map((one) => [one, one] as const)}
            onChange={(one) => onWish({ sheet: one })}
          />
        )}
      </div>
    </>
  )
}

const ASIDE = '-'

/** The first rows as they were read, each column under what is taken from it. */
function FirstRows({ preview, onWish }: { preview: ImportPreview; onWish(wish: FileWishes): void }) {
  const { reading, data } = useConsole().texts
  const { columns } = preview.file
  const choose = (place: number, chosen: ImportColumn | null) => {
    const others = columns.map(({ column }) => (column === chosen ? null : column))
    onWish({ columns: others.with(place, chosen) })
  }
  return (
    <div class="scrolling">
      <table class="first-rows">
        <thead>
          <tr>
            <th class="number" scope="col">
              {data.row}
            </th>
            {columns.map(({ letter, title, column }, place) => (
              <th key={letter} scope="col" class={column === null ? 'aside' : ''}>
                <span class="column-title">
                  <small>{letter}</small> <bdi>{title}</bdi>
                </span>
                <select
                  aria-label={reading.columnOf(letter, title)}
                  value={column ?? ASIDE}
                  onChange={({ currentTarget: { value } }) =>
                    choose(place, IMPORT_COLUMNS.find((one) => one === value) ?? null)
                  }
                >
                  {[...IMPORT_COLUMNS, null].map((one) => (
                    <option key={one} value={one ?? ASIDE} selected={one === column}>
                      {one === null ? reading.aside : reading.columns[one]}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <FirstCells columns={columns} first={preview.first} />
      </table>
    </div>
  )
}

interface FirstCellsProps {
  columns: readonly { letter: string; column: string | null }[]
  first: ImportPreview['first']
}

/** The first rows under the titles of their columns; what is left aside is quiet. */
export function FirstCells({ columns, first }: FirstCellsProps) {
  return (
    <tbody>
      {first.map(({ row, cells }) => (
        <tr key={row}>
          <td class="number">{row}</td>
          {columns.map(({ letter, column }, place) => (
            <td key={letter} class={column === null ? 'aside' : ''}>
              <bdi>{cells[place] ?? ''}</bdi>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

interface PreviewProps {
  preview: ImportPreview
  onWish(wish: FileWishes): void
}

/** A file as it was understood, and what its import would come to; nothing is stored yet. */
export function Preview({ preview, onWish }: PreviewProps) {
  const { reading, data } = useConsole().texts
  const { file, problem, errors, rows, fresh, alreadyThere, refused, warnings } = preview
  return (
    <div class="import-preview">
      <h3>{reading.title}</h3>
      <Understood file={file} onWish={onWish} />
      <FirstRows preview={preview} onWish={onWish} />
      {problem === null ? (
        <p class={`notice ${refused.length > 0 ? '' : 'good'}`}>
          {reading.comesTo(rows, fresh, alreadyThere, refused.length)}
        </p>
      ) : (
        <div class="notice wrong">{errors ? <WrongFields errors={errors} /> : <p>{problem}</p>}</div>
      )}
      {refused.length > 0 && <Remarks remarks={refused} />}
      {warnings.length > 0 && (
        <>
          <h4>{data.warnings}</h4>
          <Remarks remarks={warnings} />
        </>
      )}
    </div>
  )
}
