import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import { LIMITS } from '../../src/wire/constants.ts'
import type { Administrator, AdministratorRole, CreatedAdministrator } from '../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Copyable } from '../shared/parts/copyable.tsx'
import { Confirm } from '../shared/parts/dialog.tsx'
import { ChoiceField, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { useConsole } from './context.ts'

/** The people of the console. */
export function AdministratorsScreen() {
  const { client, texts } = useConsole()
  const { administrators: words, publishers } = texts
  const loaded = useLoaded('administrators', client.administrators)
  const [created, setCreated] = useState<CreatedAdministrator>()
  const [leaving, setLeaving] = useState<Administrator>()

  const create = async (data: FormData, form: HTMLFormElement) => {
    const role = textOf(data, 'role') as AdministratorRole
    setCreated(await client.createAdministrator({ name: textOf(data, 'name'), role }))
    form.reset()
    loaded.reload()
  }
  const revoke = ({ id }: Administrator) => client.revokeAdministrator(id).then(loaded.reload)

  return (
    <>
      <h1>{texts.places.administrators}</h1>
      <WhenLoaded loaded={loaded}>
        {({ administrators }) => (
          <ul class="cards">
            {administrators.map((one) => (
              <li class={`card ${one.revokedAt === null ? '' : 'gone'}`} key={one.id}>
                <h2>
                  <bdi>{one.name}</bdi>
                </h2>
                <p class="quiet">
                  {texts.roles[one.role]}
                  {DOT}
                  <code>{one.prefix}…</code>
                  {DOT}
                  {one.lastUsedOn ? publishers.lastUsed(one.lastUsedOn) : publishers.neverUsed}
                </p>
                {one.revokedAt === null ? (
                  <div class="buttons">
                    <button type="button" class="danger" onClick={() => setLeaving(one)}>
                      {publishers.revoke}
                      <span class="unseen"> {one.name}</span>
                    </button>
                  </div>
                ) : (
                  <span class="badge">{publishers.revoked}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </WhenLoaded>
      <section>
        <h2>{words.create}</h2>
        {created && (
          <Copyable value={created.key} note={`${created.administrator.name} : ${publishers.keyOnce}`} />
        )}
        <Form onSend={create} submit={words.create}>
          <div class="row">
            <TextField
              label={words.name}
              hint={words.nameHint}
              name="name"
              isRequired
              maxLength={LIMITS.authorNameLength}
            />
            <ChoiceField
              label={words.role}
              hint={words.rolesHint}
              name="role"
              value="moderator"
              options={[
                ['moderator', texts.roles.moderator],
                ['admin', texts.roles.admin],
              ]}
            />
          </div>
        </Form>
      </section>
      {leaving && (
        <Confirm
          title={publishers.revokeAsk(leaving.name)}
          confirm={publishers.revoke}
          onConfirm={() => revoke(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  )
}
