/** Modules the build makes from the exercise library. */

declare module 'library:names' {
  const names: Record<string, string>
  export default names
}

declare module 'library:exercises' {
  const descriptions: Record<string, import('./exercise/library').Description>
  export default descriptions
}

declare module 'library:education' {
  const pieces: import('./learn/piece').Piece[]
  export default pieces
}

declare module 'library:figures' {
  const figures: import('./figure/figure').RawFigure[]
  export default figures
}

declare module 'library:captions' {
  const captions: import('./figure/figure').Caption[]
  export default captions
}
