export const crowdMessages = {
  of: (size: number) => `of ${size} requests`,
  /** Of several keys two are enough to see how they differ. */
  keys: ([first, second, ...rest]: string[]) => {
    if (first === undefined) return ''
    if (second === undefined) return `All on one key: ${first}`
    return `On ${rest.length + 2} keys, such as ${first} and ${second}`
  },
}
