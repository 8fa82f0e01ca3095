/** Settles at once, or when a page that is prerendered is really shown: until then it counts nothing. */
export const activation = async (): Promise<void> => {
  if ((document as { prerendering?: boolean }).prerendering) {
    await new Promise((shown) => document.addEventListener('prerenderingchange', shown))
  }
}
