/** The playground as a page of its own. */
export const playgroundPath = '/playground/'
