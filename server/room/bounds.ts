// What a room takes at most, for its server and its pages.
export const longestName = 40
export const longestMessage = 500
