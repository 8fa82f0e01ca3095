import type { GroupCertainty } from '../../src/wire/index.ts'
import { useConsole } from './context.ts'

function Silhouettes({ silhouettes }: Pick<GroupCertainty, 'silhouettes'>) {
  const { groups } = useConsole().texts
  if (silhouettes.length === 0) return null
  return (
    <table>
      <caption class="quiet">{groups.caption}</caption>
      <thead>
        <tr>
          {groups.headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {silhouettes.map((one) => (
          <tr key={one.groups}>
            <th scope="row">{groups.count(one.groups)}</th>
            <td>{groups.fixed(one.silhouette)}</td>
            <td>
              {one.byChance.length > 0 &&
                `${groups.fixed(Math.min(...one.byChance))} – ${groups.fixed(Math.max(...one.byChance))}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How sure the groups are, and what they would be with other votes. */
export function Certainty({ certainty }: { certainty: GroupCertainty }) {
  const { groups } = useConsole().texts
  const { stability, steady, nearIdentical, closed, similar, withoutDoubted, withDoubted } = certainty
  const outlines = [
    [groups.without, withoutDoubted],
    [groups.with, withDoubted],
  ] as const
  return (
    <section class="certainty">
      <h2>{groups.title}</h2>
      <Silhouettes silhouettes={certainty.silhouettes} />
      <ul>
        {stability !== null && <li>{groups.stability(stability)}</li>}
        {steady.wanted !== steady.groups && <li>{groups.waiting(steady.wanted, steady.streak)}</li>}
        {nearIdentical.ballots > 0 && <li>{groups.identical(nearIdentical)}</li>}
        {closed.ballots > 0 && <li>{groups.closed(closed)}</li>}
        <li>{groups.similar(similar)}</li>
        {outlines.map(
          ([name, outline]) =>
            outline && <li key={name}>{groups.labelled(name, groups.outline(outline))}</li>,
        )}
      </ul>
    </section>
  )
}
