import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { ImportAnswer, ImportPreview } from '../../src/wire/index.ts'
import { Downloads } from '../shared/parts/downloads.tsx'
import { ChoiceField, Field } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { ProblemNotice, useAttempt } from '../shared/parts/problem.tsx'
import type { Client, FileWishes, ImportRequest } from './client.ts'
import { useConsole } from './context.ts'
import { Preview, Remarks } from './import-preview.tsx'
import { type ReadFile, useImportFile } from './use-import-file.ts'

/** Columns that nobody knows are left aside, for the person to see, rather than refused. */
function withoutUnknown({ file: { columns } }: ImportPreview): FileWishes['columns'] {
  const isOfUse = columns.some(({ isKnown }) => !isKnown) && columns.some(({ column }) => column === 'text')
  return isOfUse ? columns.map(({ column }) => column) : undefined
}

const readerOf =
  ({ previewImport }: Client, slug: string) =>
  async (file: File, given: FileWishes): Promise<ReadFile<ImportPreview>> => {
    const preview = await previewImport(slug, file, given)
    const columns = preview.problem === null ? undefined : withoutUnknown(preview)
    if (!columns) return { preview, wishes: given }
    const wishes = { ...given, columns }
    return { preview: await previewImport(slug, file, wishes), wishes }
  }

interface ReportProps {
  report: ImportAnswer
  onStoreRest(): Promise<void>
}

function Report({ report, onStoreRest }: ReportProps) {
  const { data } = useConsole().texts
  const { added, alreadyThere, refused, warnings, rows, isStored } = report
  const good = rows - refused.length - alreadyThere
  const { problem, attempt, isBusy } = useAttempt()
  return (
    <div class="report" role="status">
      <p class={`notice ${isStored ? 'good' : 'wrong'}`}>
        {isStored
          ? `${data.stored(added)}${DOT}${data.already(alreadyThere)}`
          : data.notStored(refused.length)}
      </p>
      {refused.length > 0 && <Remarks remarks={refused} />}
      {!isStored && good > 0 && (
        <>
          <ProblemNotice problem={problem} />
          <button type="button" disabled={isBusy} onClick={() => attempt(onStoreRest)}>
            {data.storeRest(good)}
          </button>
        </>
      )}
      {warnings.length > 0 && (
        <>
          <h3>{data.warnings}</h3>
          <Remarks remarks={warnings} />
        </>
      )}
    </div>
  )
}

interface DataScreenProps {
  slug: string
  onImported(): void
}

/** Proposals in, results out. */
export function DataScreen({ slug, onImported }: DataScreenProps) {
  const { client, texts, language } = useConsole()
  const { data } = texts
  const [sent, setSent] = useState<{ request: ImportRequest; report: ImportAnswer }>()
  const { preview, problem, wishes, isReading, choose, wish } = useImportFile(readerOf(client, slug))

  const store = async (request: ImportRequest) => {
    const report = await client.importProposals(slug, request)
    setSent({ request, report })
    if (report.isStored) onImported()
  }
  const send = (form: FormData) =>
    store({
      file: form.get('file') as File,
      wishes,
      status: textOf(form, 'status') as ImportRequest['status'],
      isSeed: form.has('seed'),
      isStrict: true,
    })
  const chooseFile = (files: FileList | null) => {
    setSent(undefined)
    choose(files?.[0])
  }

  return (
    <>
      <section>
        <h2>{data.importTitle}</h2>
        <Form onSend={send} submit={data.submit} sending={data.importing}>
          <Field label={data.file} hint={data.importHint}>
            {(ids) => (
              <input
                {...ids}
                type="file"
                name="file"
                accept=".csv,.txt,.tsv,.xlsx,text/csv"
                required
                onChange={({ currentTarget }) => chooseFile(currentTarget.files)}
              />
            )}
          </Field>
          <div class="line">
            <span class="quiet">{data.template}</span>
            <Downloads what={data.theTemplate} language={language} addressOf={client.templateAddress} />
          </div>
          <div class="understood">
            <p role="status" class="quiet">
              {isReading && data.reading}
            </p>
            <ProblemNotice problem={problem} />
            {preview && !sent && <Preview preview={preview} onWish={wish} />}
          </div>
          <ChoiceField
            label={data.status}
            name="status"
            value="pending"
            options={[
              ['pending', texts.moderation.statuses.pending],
              ['accepted', texts.moderation.statuses.accepted],
            ]}
          />
          <label class="check">
            <input type="checkbox" name="seed" /> {data.seed}
          </label>
        </Form>
        {sent && (
          <Report report={sent.report} onStoreRest={() => store({ ...sent.request, isStrict: false })} />
        )}
      </section>
      <section>
        <h2>{data.exportTitle}</h2>
        <p class="quiet">{data.exportHint}</p>
        <div class="exports">
          <span>{data.results}</span>
          <Downloads
            what={data.theResults}
            language={language}
            addressOf={(format) => client.exportAddress(slug, 'export', format)}
            more={[[data.jsonLines, client.exportAddress(slug, 'export', 'jsonl')]]}
          />
          <span>{data.proposals}</span>
          <Downloads
            what={data.theProposals}
            language={language}
            addressOf={(format) => client.exportAddress(slug, 'proposals', format)}
          />
        </div>
      </section>
    </>
  )
}
