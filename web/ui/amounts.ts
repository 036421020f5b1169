export const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)
export const seconds = (count: number) => `${count} s`
