/** True if two tags are known to be of two networks; those of two days are not. */
export function areTwoNetworks(one: string, other: string): boolean {
  return one !== other && one.split('.', 1)[0] === other.split('.', 1)[0]
}
