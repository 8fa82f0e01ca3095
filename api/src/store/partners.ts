import type { PartnerRole } from '../wire/index.ts'
import type { Database } from './database.ts'

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
  SELECT p.id, p.consultation_id AS consultationId, p.name, p.role, p.url, p.position,
    p.logo_id AS logoId, i.width, i.height
  FROM partners p LEFT JOIN images i ON i.id = p.logo_id
  WHERE p.consultation_id = :consultationId ORDER BY p.position, p.id`
const INSERT = `
  INSERT INTO partners (id, consultation_id, name, role, url, logo_id, position)
  VALUES (:id, :consultationId, :name, :role, :url, :logoId, :position)`
const INSERT_IMAGE = `
  INSERT INTO images (id, type, width, height, bytes) VALUES (:id, :type, :width, :height, :bytes)`
const DELETE = 'DELETE FROM partners WHERE id = :id'
const DELETE_IMAGE = 'DELETE FROM images WHERE id = :id'
const IMAGE = 'SELECT id, type, width, height, bytes FROM images WHERE id = :id'

export interface PartnerStore {
  /** In the order in which they are shown. */
  all(consultationId: string): Promise<PartnerRecord[]>
  /** Stores a partner together with its logo. */
  create(partner: PartnerRecord, logo: ImageRecord | null): Promise<void>
  remove(partner: PartnerRecord): Promise<void>
  image(id: string): Promise<ImageRecord | undefined>
}

export function partnerStore(database: Database): PartnerStore {
  return {
    async all(consultationId) {
      const rows = await database.all<Row>(ALL, { consultationId })
      return rows.map(({ logoId, width, height, ...partner }) => ({
        ...partner,
        logo: logoId === null ? null : { id: logoId, width: width ?? 0, height: height ?? 0 },
      }))
    },
    async create({ logo: _logo, ...partner }, image) {
      await database.write([
        ...(image ? [{ sql: INSERT_IMAGE, params: { ...image } }] : []),
        { sql: INSERT, params: { ...partner, logoId: image?.id ?? null } },
      ])
    },
    async remove({ id, logo }) {
      await database.write([
        { sql: DELETE, params: { id } },
        ...(logo ? [{ sql: DELETE_IMAGE, params: { id: logo.id } }] : []),
      ])
    },
    image: (id) => database.get<ImageRecord>(IMAGE, { id }),
  }
}
