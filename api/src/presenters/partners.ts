import type { PartnerRecord } from '../store/partners.ts'
import type { Partner } from '../wire/index.ts'

/** A partner of a consultation, with the address of its logo. */
export const presentPartner = ({ id, name, role, url, logo }: PartnerRecord): Partner => ({
  id,
  name,
  role,
  url,
  logo: logo && { url: `/images/${logo.id}`, width: logo.width, height: logo.height },
})
