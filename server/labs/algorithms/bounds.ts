// Bounds, defaults and lists of the algorithms lab. The page loads them too, so nothing is imported here.

export const algorithmsBounds = {
  limit: { least: 1, most: 100 },
  windowSeconds: { least: 2, most: 10 },
}

export const algorithmsDefaults = { limit: 5, windowSeconds: 4 }
