import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import type { Chance } from '../services.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { PartnerRecord } from '../store/partners.ts'
import type { NewPartner } from '../wire/index.ts'
import { newPartner } from '../wire/partners.ts'
import { checkedInput, wrongField } from './checked-input.ts'
import { makeLogo } from './logo.ts'

/** Stores a partner of the consultation, behind those that are there; `logo` is a file's bytes in any usual format. */
export async function addPartner(
  store: Store,
  chance: Chance,
  consultation: ConsultationRecord,
  input: NewPartner,
  logo?: Uint8Array,
): Promise<PartnerRecord> {
  const { name, role, url } = checkedInput(newPartner, input)
  const normal = normaliseText(name)
  if (normal === '') throw wrongField('name', 'is empty')
  const picture = logo ? { id: chance.id(), ...(await makeLogo(logo)) } : null
  const others = await store.partners.all(consultation.id)
  const partner: PartnerRecord = {
    id: chance.id(),
    consultationId: consultation.id,
    name: normal,
    role,
    url,
    logo: picture && { id: picture.id, width: picture.width, height: picture.height },
    position: Math.max(0, ...others.map(({ position }) => position)) + 1,
  }
  await store.partners.create(partner, picture)
  return partner
}

/** Takes a partner away, logo included. Throws the problem `unknown-partner`. */
export async function removePartner(
  store: Store,
  consultation: ConsultationRecord,
  id: string,
): Promise<PartnerRecord> {
  const partner = (await store.partners.all(consultation.id)).find((one) => one.id === id)
  if (!partner) throw new ProblemError('unknown-partner')
  await store.partners.remove(partner)
  return partner
}
