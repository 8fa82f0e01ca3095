/** 21 random characters of the URL-safe alphabet: 126 bits, as many as the API asks for. */
export const identifier = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .slice(0, 21)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
