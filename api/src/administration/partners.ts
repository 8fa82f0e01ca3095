import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { ImageRecord, PartnerRecord } from '../store/partners.ts'
import type { NewPartner } from '../wire/index.ts'
import { newPartner } from '../wire/partners.ts'
import { type AdminContext, differences, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'
import { makeLogo } from './logo.ts'

const pictured = (image: ImageRecord): PartnerRecord['logo'] => ({
  id: image.id,
  width: image.width,
  height: image.height,
})

async function imageOf({ runtime }: AdminContext, logo: Uint8Array): Promise<ImageRecord> {
  return { id: runtime.id(), ...(await makeLogo(logo)) }
}

function normalised(input: NewPartner) {
  const { name, role, url } = checkedInput(newPartner, input)
  const normal = normaliseText(name)
  if (normal === '') throw wrongField('name', 'is empty', 'empty')
  return { name: normal, role, url }
}

const shown = ({ name, role, url, logo }: PartnerRecord) => ({ name, role, url, logo: logo?.id ?? null })

/** A partner of the consultation. Throws the problem `unknown-partner`. */
export async function findPartner(
  store: Store,
  consultation: Pick<ConsultationRecord, 'id'>,
  id: string,
): Promise<PartnerRecord> {
  const partner = (await store.partners.all(consultation.id)).find((one) => one.id === id)
  if (!partner) throw new ProblemError('unknown-partner')
  return partner
}

/** Stores a partner of the consultation, behind those that are there; `logo` is a file's bytes in any usual format. */
export async function addPartner(
  context: AdminContext,
  consultation: ConsultationRecord,
  input: NewPartner,
  logo?: Uint8Array,
): Promise<PartnerRecord> {
  const { store, runtime } = context
  const fields = normalised(input)
  const image = logo ? await imageOf(context, logo) : null
  const others = await store.partners.all(consultation.id)
  const partner: PartnerRecord = {
    ...fields,
    id: runtime.id(),
    consultationId: consultation.id,
    logo: image && pictured(image),
    position: Math.max(0, ...others.map(({ position }) => position)) + 1,
  }
  await perform(context, store.partners.insertion(partner, image), {
    act: 'partner.add',
    consultationId: consultation.id,
    subject: partner.id,
    after: shown(partner),
  })
  return partner
}

async function change(
  context: AdminContext,
  before: PartnerRecord,
  after: PartnerRecord,
  image: ImageRecord | null,
): Promise<PartnerRecord> {
  await perform(context, context.store.partners.change(before, after, image), {
    act: 'partner.change',
    consultationId: before.consultationId,
    subject: before.id,
    ...differences(shown(before), shown(after)),
  })
  return after
}

/** Changes what is said of a partner. */
export const changePartner = async (
  context: AdminContext,
  before: PartnerRecord,
  input: NewPartner,
): Promise<PartnerRecord> => change(context, before, { ...before, ...normalised(input) }, null)

/** Gives a partner another logo, or none. */
export async function changeLogo(
  context: AdminContext,
  before: PartnerRecord,
  logo: Uint8Array | null,
): Promise<PartnerRecord> {
  const image = logo && (await imageOf(context, logo))
  return change(context, before, { ...before, logo: image && pictured(image) }, image)
}

/** Takes a partner away, logo included. */
export async function removePartner(context: AdminContext, partner: PartnerRecord): Promise<void> {
  await perform(context, context.store.partners.removal(partner), {
    act: 'partner.remove',
    consultationId: partner.consultationId,
    subject: partner.id,
    before: shown(partner),
  })
}
