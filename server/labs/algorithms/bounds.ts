// Bounds, defaults and lists of the algorithms lab. The page loads them too, so nothing is imported here.

export const algorithmIds = [
  'fixed-window',
  'sliding-window-log',
  'sliding-window-counter',
  'token-bucket',
  'gcra',
] as const

export const algorithmsBounds = {
  limit: { least: 1, most: 100 },
  windowSeconds: { least: 2, most: 10 },
}

export const algorithmsDefaults = { limit: 5, windowSeconds: 4 }
