// Bounds, defaults and lists of the load lab. The page loads them too, so nothing is imported here.

/** The two servers that take turns: the same Express app, without our limiter in front of its endpoint and with it. */
export const loadSides = ['without', 'with'] as const

/** `connections`: each sends one request after the other and is its own client. `seconds`: measured on each side. */
export const loadBounds = {
  connections: { least: 1, most: 100 },
  seconds: { least: 1, most: 20 },
}

export const loadDefaults = {
  connections: 20,
  seconds: 5,
  outcome: 'allowed',
  sides: 'both',
} as const
