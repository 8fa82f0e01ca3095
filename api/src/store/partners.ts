import type { PartnerRole } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

export interface PartnerRecord {
  id: string
  consultationId: string
  name: string
  role: PartnerRole
  url: string | null
  logo: { id: string; width: number; height: number } | null
  position: number
}

export interface ImageRecord {
  id: string
  type: string
  width: number
  height: number
  bytes: Uint8Array
}

type Row = Omit<PartnerRecord, 'logo'> & {
  logoId: string | null
  width: number | null
  height: number | null
}

const ALL = `
  SELECT p.id, p.consultation_id AS "consultationId", p.name, p.role, p.url, p.position,
    p.logo_id AS "logoId", i.width, i.height
  FROM partners p LEFT JOIN images i ON i.id = p.logo_id
  WHERE p.consultation_id = :consultationId ORDER BY p.position, p.id`
const INSERT = `
  INSERT INTO partners (id, consultation_id, name, role, url, logo_id, position)
  VALUES (:id, :consultationId, :name, :role, :url, :logoId, :position)`
const INSERT_IMAGE = `
  INSERT INTO images (id, type, width, height, bytes) VALUES (:id, :type, :width, :height, :bytes)`
const UPDATE = `
  UPDATE partners SET name = :name, role = :role, url = :url, logo_id = :logoId, position = :position WHERE id = :id`
const DELETE = 'DELETE FROM partners WHERE id = :id'
const DELETE_IMAGE = 'DELETE FROM images WHERE id = :id'
const IMAGE = 'SELECT id, type, width, height, bytes FROM images WHERE id = :id'

const imageInsertion = (image: ImageRecord | null): Statement[] =>
  image ? [{ sql: INSERT_IMAGE, params: { ...image } }] : []
const imageRemoval = ({ logo }: PartnerRecord): Statement[] =>
  logo ? [{ sql: DELETE_IMAGE, params: { id: logo.id } }] : []

export interface PartnerStore {
  /** In the order in which they are shown. */
  all(consultationId: string): Promise<PartnerRecord[]>
  /** A partner together with its logo. */
  insertion(partner: PartnerRecord, logo: ImageRecord | null): Statement[]
  /** Everything of it, and a new logo where one is given; the old one goes. */
  change(before: PartnerRecord, after: PartnerRecord, logo: ImageRecord | null): Statement[]
  removal(partner: PartnerRecord): Statement[]
  image(id: string): Promise<ImageRecord | undefined>
}

/** Partners of a consultation and their logos, which are removed with them. */
export function partnerStore(database: Database): PartnerStore {
  return {
    async all(consultationId) {
      const rows = await database.all<Row>(ALL, { consultationId })
      return rows.map(({ logoId, width, height, ...partner }) => ({
        ...partner,
        logo: logoId === null ? null : { id: logoId, width: width ?? 0, height: height ?? 0 },
      }))
    },
    insertion: ({ logo: _logo, ...partner }, image) => [
      ...imageInsertion(image),
      { sql: INSERT, params: { ...partner, logoId: image?.id ?? null } },
    ],
    change: (before, { id, name, role, url, position, logo }, image) => [
      ...imageInsertion(image),
      { sql: UPDATE, params: { id, name, role, url, position, logoId: logo?.id ?? null } },
      ...(logo?.id === before.logo?.id ? [] : imageRemoval(before)),
    ],
    removal: (partner) => [{ sql: DELETE, params: { id: partner.id } }, ...imageRemoval(partner)],
    image: (id) => database.get<ImageRecord>(IMAGE, { id }),
  }
}
