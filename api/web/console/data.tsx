import { useState } from 'preact/hooks'
import type { ImportAnswer } from '../../src/wire/index.ts'
import { ChoiceField, Field } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import type { ImportRequest } from './client.ts'
import { useConsole } from './context.ts'

const ROWS_SHOWN = 100

function Remarks({ remarks }: { remarks: ImportAnswer['refused'] }) {
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

interface ReportProps {
  report: ImportAnswer
  onStoreRest(): void
}

function Report({ report, onStoreRest }: ReportProps) {
  const { data } = useConsole().texts
  const { added, alreadyThere, refused, warnings, rows, isStored } = report
  const good = rows - refused.length - alreadyThere
  return (
    <div class="report" role="status">
      <p class={`notice ${isStored ? 'good' : 'wrong'}`}>
        {isStored ? `${data.stored(added)} · ${data.already(alreadyThere)}` : data.notStored(refused.length)}
      </p>
      {refused.length > 0 && <Remarks remarks={refused} />}
      {!isStored && good > 0 && (
        <button type="button" onClick={onStoreRest}>
          {data.storeRest(good)}
        </button>
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
  const { client, texts } = useConsole()
  const { data } = texts
  const [sent, setSent] = useState<{ request: ImportRequest; report: ImportAnswer }>()

  const store = async (request: ImportRequest) => {
    const report = await client.importProposals(slug, request)
    setSent({ request, report })
    if (report.isStored) onImported()
  }
  const send = (form: FormData) =>
    store({
      file: form.get('file') as File,
      status: textOf(form, 'status') as ImportRequest['status'],
      isSeed: form.has('seed'),
      isStrict: true,
    })

  return (
    <>
      <section>
        <h2>{data.importTitle}</h2>
        <Form onSend={send} submit={data.submit} sending={data.importing}>
          <Field label={data.file} hint={data.importHint}>
            {(ids) => <input {...ids} type="file" name="file" accept=".csv,text/csv" required />}
          </Field>
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
          <Report report={sent.report} onStoreRest={() => void store({ ...sent.request, isStrict: false })} />
        )}
      </section>
      <section>
        <h2>{data.exportTitle}</h2>
        <p class="quiet">{data.exportHint}</p>
        <div class="buttons">
          <a class="button" href={client.exportAddress(slug, 'csv')} download>
            {data.csv}
          </a>
          <a class="button" href={client.exportAddress(slug, 'jsonl')} download>
            {data.jsonLines}
          </a>
        </div>
      </section>
    </>
  )
}
