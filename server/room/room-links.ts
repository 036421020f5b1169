// The two addresses of a room. What opens it stands behind the #, which browsers send to nobody: it is in no log.

/** For the learners: opens the page where the code is filled in already. */
export function joinLink(origin: string, code: string): string {
  return `${origin}/join/#code=${code}`
}

/** For the instructor alone. */
export function teachLink(origin: string, token: string): string {
  return `${origin}/board/#token=${token}`
}
