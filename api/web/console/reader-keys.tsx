import { useState } from 'preact/hooks'
import { LIMITS } from '../../src/wire/constants.ts'
import type { PublisherOfTeam, ReaderKeysAnswer, ReaderTokenOutcome } from '../../src/wire/index.ts'
import { inWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Confirm } from '../shared/parts/dialog.tsx'
import { TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { useConsole } from './context.ts'

/** The keys in use, where they are from, and why their address fails, if it does. */
function InUse({ readerKeys, audience }: ReaderKeysAnswer) {
  const { texts, language } = useConsole()
  const { publishers } = texts
  if (!readerKeys) return <p class="quiet">{publishers.noReaderKeys}</p>
  const { keySetUrl, keys, fetchedAt, failure } = readerKeys
  return (
    <>
      {failure !== null && (
        <p class="notice wrong">
          {texts.fields['keySetUrl']} {texts.fieldProblems[failure]?.({}) ?? failure} {publishers.stillInUse}
        </p>
      )}
      <p class="quiet">
        {keySetUrl === null ? (
          publishers.pastedKeys
        ) : (
          <>
            {publishers.fetchedFrom} <code>{keySetUrl}</code>
            {fetchedAt !== null && `, ${publishers.fetchedAt(inWords(fetchedAt, language))}`}
          </>
        )}
      </p>
      <p class="quiet">
        {publishers.audience} <code>{audience}</code>
      </p>
      <ul class="keys" aria-label={publishers.inUse}>
        {keys.map(({ kid, algorithm }) => (
          <li key={kid}>
            <code>{kid}</code> <small>{algorithm}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the publisher's subscribers voted so far, by consultation. */
function Votes({ votes }: Pick<ReaderKeysAnswer, 'votes'>) {
  const { publishers } = useConsole().texts
  return (
    <ul class="bullets">
      {votes.map(({ consultation, votes: count }) => (
        <li key={consultation}>{publishers.vouchedVotes(count, consultation)}</li>
      ))}
    </ul>
  )
}

/** What became of the reader tokens that were sent lately: so a newsroom sees why its subscribers are not recognised. */
function Tokens({ tokens }: Pick<ReaderKeysAnswer, 'tokens'>) {
  const { publishers } = useConsole().texts
  const counted = Object.entries(tokens) as [ReaderTokenOutcome, number][]
  if (counted.length === 0) return null
  return (
    <>
      <h3>{publishers.tokens}</h3>
      <ul class="bullets">
        {counted.map(([outcome, count]) => (
          <li key={outcome}>
            {count} {publishers.tokenOutcomes[outcome]}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The keys by which a news site vouches for its subscribers. */
export function ReaderKeys({ publisher }: { publisher: PublisherOfTeam }) {
  const { client, texts } = useConsole()
  const { publishers } = texts
  const loaded = useLoaded(`reader-keys ${publisher.id}`, () => client.readerKeys(publisher.id))
  const [isLeaving, setLeaving] = useState(false)
  const set = async (data: FormData, form: HTMLFormElement) => {
    const [keySetUrl, keySet] = [textOf(data, 'keySetUrl').trim(), textOf(data, 'keySet').trim()]
    await client.setReaderKeys(publisher.id, {
      ...(keySetUrl === '' ? {} : { keySetUrl }),
      ...(keySet === '' ? {} : { keySet }),
    })
    form.reset()
    loaded.reload()
  }
  const remove = () => client.removeReaderKeys(publisher.id).then(loaded.reload)
  return (
    <details>
      <summary>{publishers.readerKeys}</summary>
      <p class="quiet">{publishers.readerKeysHint}</p>
      <WhenLoaded loaded={loaded}>
        {(answer) => (
          <>
            <InUse {...answer} />
            {answer.votes.length > 0 && <Votes {...answer} />}
            <Tokens {...answer} />
            {answer.readerKeys && (
              <div class="buttons">
                <button type="button" class="danger" onClick={() => setLeaving(true)}>
                  {publishers.removeReaderKeys}
                </button>
              </div>
            )}
          </>
        )}
      </WhenLoaded>
      <Form onSend={set} submit={publishers.setReaderKeys}>
        <TextField
          label={publishers.keySetUrl}
          hint={publishers.keySetUrlHint}
          name="keySetUrl"
          type="url"
          maxLength={LIMITS.urlLength}
        />
        <TextField label={publishers.keySet} name="keySet" isLong maxLength={LIMITS.keySetLength} />
      </Form>
      {isLeaving && (
        <Confirm
          title={publishers.removeReaderKeysAsk}
          confirm={publishers.removeReaderKeys}
          onConfirm={remove}
          onClose={() => setLeaving(false)}
        />
      )}
    </details>
  )
}
