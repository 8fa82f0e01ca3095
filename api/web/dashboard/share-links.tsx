import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { CreatedShareLink, ShareLink } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Copyable } from '../shared/parts/copyable.tsx'
import { Confirm } from '../shared/parts/dialog.tsx'
import { TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { useDashboard } from './context.ts'

const USUAL_DAYS = 30
const DAY = 86_400_000

const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
const isLive = ({ revokedAt, expiresAt }: ShareLink): boolean =>
  revokedAt === null && Date.parse(expiresAt) > Date.now()

function LinkRow({ link, onRevoke }: { link: ShareLink; onRevoke?: (link: ShareLink) => void }) {
  const { texts, language } = useDashboard()
  const { share } = texts
  const day = dayInWords(link.expiresAt, language)
  const state = link.revokedAt !== null ? share.revoked : isLive(link) ? share.until(day) : share.expired(day)
  const used = link.lastUsedOn ? share.used(dayInWords(link.lastUsedOn, language)) : share.unused
  return (
    <li class="line">
      <span>
        <bdi>{link.label}</bdi>{' '}
        <small>
          {state}
          {DOT}
          {used}
        </small>
      </span>
      {onRevoke && (
        <button type="button" class="plain danger" onClick={() => onRevoke(link)}>
          {share.revoke}
          <span class="unseen"> {link.label}</span>
        </button>
      )}
    </li>
  )
}

function Links({ links, onRevoke }: { links: ShareLink[]; onRevoke(link: ShareLink): void }) {
  const { texts } = useDashboard()
  const [live, over] = [links.filter(isLive), links.filter((link) => !isLive(link))]
  return (
    <>
      {live.length === 0 && <p class="quiet">{texts.share.none}</p>}
      <ul class="links" aria-label={texts.share.live}>
        {live.map((link) => (
          <LinkRow key={link.id} link={link} onRevoke={onRevoke} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary>{texts.share.over}</summary>
          <ul class="links quiet">
            {over.map((link) => (
              <LinkRow key={link.id} link={link} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** Links by which others read this dashboard, and nothing else. */
export function ShareLinksScreen() {
  const { client, texts } = useDashboard()
  const { share } = texts
  const loaded = useLoaded('share links', client.shareLinks)
  const [created, setCreated] = useState<CreatedShareLink>()
  const [leaving, setLeaving] = useState<ShareLink>()
  const create = async (data: FormData, form: HTMLFormElement) => {
    // To the end of that day, where the one who shares is.
    const expiresAt = new Date(`${textOf(data, 'expires')}T23:59:59`).toISOString()
    setCreated(await client.createShareLink({ label: textOf(data, 'label'), expiresAt }))
    form.reset()
    loaded.reload()
  }
  const revoke = async (link: ShareLink) => {
    await client.revokeShareLink(link.id)
    if (created?.id === link.id) setCreated(undefined)
    loaded.reload()
  }
  return (
    <section>
      <h1>{share.title}</h1>
      <p class="quiet">{share.hint}</p>
      <Form onSend={create} submit={share.create}>
        <div class="row">
          <TextField label={share.label} name="label" isRequired maxLength={100} />
          <TextField
            label={share.expires}
            name="expires"
            type="date"
            isRequired
            value={dayFromNow(USUAL_DAYS)}
          />
        </div>
      </Form>
      {created && <Copyable value={created.url} note={share.once} />}
      <WhenLoaded loaded={loaded}>{({ links }) => <Links links={links} onRevoke={setLeaving} />}</WhenLoaded>
      {leaving && (
        <Confirm
          title={share.ask(leaving.label)}
          explanation={share.explain}
          confirm={share.revoke}
          onConfirm={() => revoke(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </section>
  )
}
