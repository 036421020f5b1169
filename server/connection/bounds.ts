// How long the fields of POST /api/connection-check may be, for the server and the page.
export const longest = { host: 253, username: 200, password: 1000, ca: 20_000 }
