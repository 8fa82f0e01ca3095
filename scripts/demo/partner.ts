import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { addPartner } from '../../api/src/administration/partners.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'

// Made up, as is its logo, which we drew. The address is one that nobody can have (RFC 2606).

const LOGO = fileURLToPath(new URL('../../demo-site/seeds/atelier-des-cantons.png', import.meta.url))

/** Says who asks: the widget's question mark names the founding partners. */
export async function addDemoPartner(context: AdminContext, consultation: ConsultationRecord): Promise<void> {
  const partner = {
    name: 'L’Atelier des cantons',
    role: 'founding',
    url: 'https://atelier-des-cantons.example/',
  } as const
  await addPartner(context, consultation, partner, await readFile(LOGO))
}
