import { useState } from 'preact/hooks'
import type { TranslationFile, TranslationPreview } from '../../../src/wire/index.ts'
import { Downloads } from '../../shared/parts/downloads.tsx'
import { ProblemNotice, useAttempt, WrongFields } from '../../shared/parts/problem.tsx'
import type { FileWishes } from '../client.ts'
import { useConsole } from '../context.ts'
import { FirstCells, Remarks, Understood } from '../import-preview.tsx'
import { useImportFile } from '../use-import-file.ts'
import { languageName } from './text-card.tsx'

type Column = TranslationFile['columns'][number]['column']

interface PreviewProps {
  /** Of the file. */
  name: string
  preview: TranslationPreview
  onWish(wish: FileWishes): void
}

/** A file as it was understood, and what its import would come to; nothing is stored yet. */
function Preview({ name, preview, onWish }: PreviewProps) {
  const { texts, language } = useConsole()
  const { reading, data } = texts
  const { files } = texts.translations
  const { file, first, problem, errors, fresh, unchanged, refused } = preview
  const nameOf = (column: Column): string => {
    if (column === null) return reading.aside
    if (column === 'id') return reading.columns.id
    if (column === 'language') return texts.translations.writtenIn
    return column === 'original' ? files.original : languageName(column, language)
  }
  return (
    <div class="import-preview">
      <h2>
        {reading.title} <bdi class="quiet">{name}</bdi>
      </h2>
      <Understood file={file} onWish={onWish} />
      {first.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
        <section class="scrolling" aria-label={reading.title} tabIndex={0}>
          <table class="first-rows">
            <thead>
              <tr>
                <th class="number" scope="col">
                  {data.row}
                </th>
                {file.columns.map(({ letter, title, column }) => (
                  <th key={letter} scope="col" class={column === null ? 'aside' : ''}>
                    <span class="column-title">
                      <small>{letter}</small> <bdi>{title}</bdi>
                    </span>
                    <small>{nameOf(column)}</small>
                  </th>
                ))}
              </tr>
            </thead>
            <FirstCells columns={file.columns} first={first} />
          </table>
        </section>
      )}
      {problem === null ? (
        <p class={`notice ${refused.length > 0 ? '' : 'good'}`}>
          {files.comesTo(fresh, unchanged, refused.length)}
        </p>
      ) : (
        <div class="notice wrong">{errors ? <WrongFields errors={errors} /> : <p>{problem}</p>}</div>
      )}
      {refused.length > 0 && <Remarks remarks={refused} />}
    </div>
  )
}

interface FilesProps {
  slug: string
  onImported(): void
}

/** The translations in a spreadsheet: downloaded, filled in elsewhere, looked at and brought in. */
export function TranslationFiles({ slug, onImported }: FilesProps) {
  const { client, texts, language } = useConsole()
  const { files } = texts.translations
  const { file, preview, problem, wishes, isReading, choose, wish } = useImportFile(
    async (chosen, given) => ({
      preview: await client.previewTranslations(slug, chosen, given),
      wishes: given,
    }),
  )
  const [said, setSaid] = useState('')
  const storing = useAttempt()
  const store = (chosen: File, isStrict: boolean) =>
    storing.attempt(async () => {
      const { fresh } = await client.importTranslations(slug, chosen, wishes, isStrict)
      choose(undefined)
      setSaid(files.stored(fresh))
      onImported()
    })
  const isOfUse = preview?.problem === null && preview.fresh > 0
  return (
    <div class="translation-files">
      <div class="line">
        <span class="name">{files.title}</span>
        <Downloads
          what={files.theTranslations}
          language={language}
          addressOf={(format) => client.translationsAddress(slug, format)}
        />
        <label class="button upload">
          {files.upload}
          <input
            class="unseen"
            type="file"
            accept=".csv,.txt,.tsv,.xlsx,text/csv"
            onChange={({ currentTarget }) => {
              setSaid('')
              choose(currentTarget.files?.[0])
              // The same file may be chosen again, after it was changed.
              currentTarget.value = ''
            }}
          />
        </label>
        <span role="status" class="quiet">
          {isReading ? texts.data.reading : said}
        </span>
      </div>
      <p class="quiet">{files.hint}</p>
      <ProblemNotice problem={problem ?? storing.problem} />
      {file && preview && (
        <div class="card">
          <Preview name={file.name} preview={preview} onWish={wish} />
          <div class="buttons">
            {isOfUse && (
              <button
                type="button"
                class="primary"
                disabled={isReading || storing.isBusy}
                onClick={() => store(file, preview.refused.length === 0)}
              >
                {files.store(preview.fresh)}
              </button>
            )}
            <button type="button" onClick={() => choose(undefined)}>
              {texts.cancel}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
