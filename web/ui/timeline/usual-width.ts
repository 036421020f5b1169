/** Of the figure, in pixels: how far it moves in a moment is told by it before anybody has measured. */
export const usualWidth = 640
