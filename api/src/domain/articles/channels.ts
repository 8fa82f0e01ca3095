/** All channels that are not told apart: further ones than are kept, and those that the publisher has not declared. */
export const OTHER_CHANNELS = '…'

/**
 * The channel under which one is shown: itself if the publisher declared it, or declared none at all; else it is one of the
 * others. What was counted of a channel stays, so that declaring it shows its past as well.
 */
export const shownChannel = (channel: string, declared: readonly string[]): string =>
  declared.length === 0 || declared.includes(channel) ? channel : OTHER_CHANNELS
