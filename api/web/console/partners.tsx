import { useState } from 'preact/hooks'
import { LIMITS, PARTNER_ROLES } from '../../src/wire/constants.ts'
import type { NewPartner, Partner, PartnerRole } from '../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Confirm } from '../shared/parts/dialog.tsx'
import { ChoiceField, Field, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { Around, Written } from '../shared/parts/written.tsx'
import { useConsole } from './context.ts'

interface PartnerFormProps {
  partner: Partner | null
  onSend(body: NewPartner, logo: File | null): Promise<void>
  onCancel?: () => void
}

function PartnerForm({ partner, onSend, onCancel }: PartnerFormProps) {
  const { texts } = useConsole()
  const { partners } = texts
  const send = async (data: FormData, form: HTMLFormElement) => {
    const logo = data.get('logo')
    const role = textOf(data, 'role') as PartnerRole
    await onSend(
      { name: textOf(data, 'name'), role, url: textOf(data, 'url') || null },
      logo instanceof File && logo.size > 0 ? logo : null,
    )
    form.reset()
  }
  return (
    <Form onSend={send} submit={partner ? texts.save : texts.add} onCancel={onCancel}>
      <div class="row">
        <TextField
          label={partners.name}
          name="name"
          value={partner?.name}
          isWritten
          isRequired
          maxLength={LIMITS.partnerNameLength}
        />
        <ChoiceField
          label={partners.role}
          name="role"
          value={partner?.role ?? 'institution'}
          options={PARTNER_ROLES.map((role) => [role, partners.roles[role]])}
        />
        <TextField
          label={partners.url}
          name="url"
          type="url"
          value={partner?.url ?? ''}
          maxLength={LIMITS.urlLength}
        />
      </div>
      <Field label={partners.logo} hint={partners.logoHint}>
        {(ids) => <input {...ids} type="file" name="logo" accept="image/*" />}
      </Field>
    </Form>
  )
}

/** Who stands behind the consultation. */
export function PartnersScreen({ slug }: { slug: string }) {
  const { client, texts } = useConsole()
  const loaded = useLoaded(slug, () => client.partners(slug))
  const [changing, setChanging] = useState<string>()
  const [leaving, setLeaving] = useState<Partner>()

  const put = async (partner: Partner | null, body: NewPartner, logo: File | null) => {
    const { id } = await (partner
      ? client.changePartner(slug, partner.id, body)
      : client.addPartner(slug, body))
    // What was written of the partner stays, even where its logo is no picture.
    await (logo ? client.setLogo(slug, id, logo) : undefined)?.finally(loaded.reload)
    loaded.reload()
    setChanging(undefined)
  }
  const remove = ({ id }: Partner) => client.removePartner(slug, id).then(loaded.reload)

  return (
    <>
      <WhenLoaded loaded={loaded}>
        {({ partners }) => (
          <ul class="cards">
            {partners.length === 0 && <li class="quiet">{texts.none}</li>}
            {partners.map((partner) => (
              <li class="card" key={partner.id}>
                {changing === partner.id ? (
                  <PartnerForm
                    partner={partner}
                    onSend={(body, logo) => put(partner, body, logo)}
                    onCancel={() => setChanging(undefined)}
                  />
                ) : (
                  <>
                    {partner.logo && (
                      <img
                        src={partner.logo.url}
                        alt=""
                        width={partner.logo.width}
                        height={partner.logo.height}
                      />
                    )}
                    <h2>
                      <Written text={partner.name} />
                    </h2>
                    <p class="quiet">{texts.partners.roles[partner.role]}</p>
                    <div class="buttons">
                      <button type="button" onClick={() => setChanging(partner.id)}>
                        {texts.change}
                      </button>
                      <button type="button" class="danger" onClick={() => setLeaving(partner)}>
                        {texts.remove}
                      </button>
                    </div>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </WhenLoaded>
      <section>
        <h2>{texts.add}</h2>
        <PartnerForm partner={null} onSend={(body, logo) => put(null, body, logo)} />
      </section>
      {leaving && (
        <Confirm
          title={<Around sentence={texts.partners.removeAsk} text={leaving.name} />}
          confirm={texts.remove}
          onConfirm={() => remove(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  )
}
