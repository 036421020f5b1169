const listed = 3

export const crowdMessages = {
  of: (size: number) => `of ${size} requests`,
  keys: (keys: string[]) => {
    if (keys.length === 0) return ''
    if (keys.length === 1) return ` All on one key: ${keys[0]}`
    const rest = keys.length > listed ? ', …' : ''
    return ` On ${keys.length} keys: ${keys.slice(0, listed).join(', ')}${rest}`
  },
}
