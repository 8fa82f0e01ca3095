import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import { COUNTING, LIMITS } from '../../src/wire/constants.ts'
import type { ApiKey, ChangedPublisher, CreatedApiKey, PublisherOfTeam } from '../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Copyable } from '../shared/parts/copyable.tsx'
import { Confirm } from '../shared/parts/dialog.tsx'
import { ChoiceField, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { useConsole } from './context.ts'
import { OwnWordsFields } from './own-words.tsx'
import { ReaderKeys } from './reader-keys.tsx'

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

interface FormProps {
  publisher: PublisherOfTeam | null
  onSend(body: ChangedPublisher): Promise<void>
  onCancel?: () => void
}

function PublisherForm({ publisher, onSend, onCancel }: FormProps) {
  const { texts } = useConsole()
  const { publishers } = texts
  const send = async (data: FormData, form: HTMLFormElement) => {
    await onSend({
      name: textOf(data, 'name'),
      origins: linesOf(textOf(data, 'origins')),
      timeZone: textOf(data, 'timeZone'),
      channels: linesOf(textOf(data, 'channels')),
      parameters: { ignored: wordsOf(textOf(data, 'ignored')), kept: wordsOf(textOf(data, 'kept')) },
      enabled: data.has('enabled'),
      counting: (textOf(data, 'counting') || 'full') as PublisherOfTeam['counting'],
    })
    form.reset()
  }
  return (
    <Form onSend={send} submit={publisher ? texts.save : publishers.create} onCancel={onCancel}>
      <div class="row">
        <TextField
          label={publishers.name}
          name="name"
          value={publisher?.name}
          isRequired
          maxLength={LIMITS.publisherNameLength}
        />
        <TextField
          label={publishers.timeZone}
          name="timeZone"
          value={publisher?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
          isRequired
          maxLength={100}
        />
      </div>
      <TextField
        label={publishers.origins}
        hint={publishers.originsHint}
        name="origins"
        value={publisher?.origins.join('\n')}
        isRequired
        isLong
      />
      <TextField
        label={publishers.channels}
        hint={publishers.channelsHint}
        name="channels"
        value={publisher?.channels.join('\n')}
        isLong
      />
      <details>
        <summary>{publishers.parameters}</summary>
        <p class="quiet">{publishers.parametersHint}</p>
        <div class="row">
          <TextField
            label={publishers.ignored}
            name="ignored"
            value={publisher?.parameters.ignored.join(' ')}
            maxLength={1000}
          />
          <TextField
            label={publishers.kept}
            name="kept"
            value={publisher?.parameters.kept.join(' ')}
            maxLength={1000}
          />
        </div>
      </details>
      {publisher && (
        <ChoiceField
          label={publishers.counting}
          hint={publishers.countingHint}
          name="counting"
          value={publisher.counting}
          options={COUNTING.map((one) => [one, publishers.countings[one]])}
        />
      )}
      {publisher && (
        <label class="check">
          <input type="checkbox" name="enabled" defaultChecked={publisher.enabled} /> {publishers.enabled}
        </label>
      )}
    </Form>
  )
}

function Keys({ publisher }: { publisher: PublisherOfTeam }) {
  const { client, texts } = useConsole()
  const { publishers } = texts
  const loaded = useLoaded(publisher.id, () => client.keys(publisher.id))
  const [created, setCreated] = useState<CreatedApiKey>()
  const [leaving, setLeaving] = useState<ApiKey>()
  const revoke = ({ id }: ApiKey) => client.revokeKey(publisher.id, id).then(loaded.reload)
  const create = async (data: FormData, form: HTMLFormElement) => {
    setCreated(
      await client.createKey(publisher.id, {
        label: textOf(data, 'label'),
        scope: data.has('readOnly') ? 'read' : 'full',
      }),
    )
    form.reset()
    loaded.reload()
  }
  return (
    <details>
      <summary>{publishers.keys}</summary>
      <WhenLoaded loaded={loaded}>
        {({ keys }) => (
          <ul class="keys">
            {keys.map((key) => (
              <li key={key.id}>
                <code>{key.prefix}…</code> {key.label}{' '}
                <small>
                  {key.revokedAt !== null
                    ? publishers.revoked
                    : key.lastUsedOn
                      ? publishers.lastUsed(key.lastUsedOn)
                      : publishers.neverUsed}
                </small>
                {key.revokedAt === null && (
                  <button type="button" class="plain danger" onClick={() => setLeaving(key)}>
                    {publishers.revoke}
                    <span class="unseen"> {key.prefix}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </WhenLoaded>
      {created && <Copyable value={created.key} note={publishers.keyOnce} />}
      <Form onSend={create} submit={publishers.createKey}>
        <TextField label={publishers.keyLabel} name="label" maxLength={LIMITS.labelLength} />
        <label class="check">
          <input type="checkbox" name="readOnly" /> {publishers.readOnly}
        </label>
      </Form>
      {leaving && (
        <Confirm
          title={publishers.revokeAsk(`${leaving.prefix}…`)}
          confirm={publishers.revoke}
          onConfirm={() => revoke(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </details>
  )
}

/** News sites: their pages, their keys. */
export function PublishersScreen() {
  const { client, texts, language } = useConsole()
  const loaded = useLoaded('publishers', client.publishers)
  const [changing, setChanging] = useState<string>()
  return (
    <>
      <h1>{texts.places.publishers}</h1>
      <WhenLoaded loaded={loaded}>
        {({ publishers }) => (
          <ul class="cards wide">
            {publishers.map((publisher) => (
              <li class="card" key={publisher.id}>
                {changing === publisher.id ? (
                  <PublisherForm
                    publisher={publisher}
                    onCancel={() => setChanging(undefined)}
                    onSend={async (body) => {
                      await client.changePublisher(publisher.id, body)
                      setChanging(undefined)
                      loaded.reload()
                    }}
                  />
                ) : (
                  <>
                    <h2>
                      <bdi>{publisher.name}</bdi>{' '}
                      {!publisher.enabled && <span class="badge">{texts.publishers.disabled}</span>}
                    </h2>
                    <p class="quiet">
                      {texts.publishers.publicKey} <code>{publisher.publicKey}</code>
                      {DOT}
                      {publisher.timeZone}
                    </p>
                    <p class="quiet">{publisher.origins.join(DOT)}</p>
                    <div class="buttons">
                      <button type="button" onClick={() => setChanging(publisher.id)}>
                        {texts.change}
                      </button>
                    </div>
                    <Keys publisher={publisher} />
                    <ReaderKeys publisher={publisher} />
                    <OwnWordsFields owner={{ publisher: publisher.id }} first={language} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </WhenLoaded>
      <section>
        <h2>{texts.publishers.create}</h2>
        <PublisherForm
          publisher={null}
          onSend={async ({ enabled: _, counting: __, ...body }) => {
            await client.createPublisher(body)
            loaded.reload()
          }}
        />
      </section>
    </>
  )
}
