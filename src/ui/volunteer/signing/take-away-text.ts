/** The words around the code that a resident takes home: loaded with it. */
export const takeAwayText = {
  codeTitle: 'Your code to take away',
  codeWords:
    'Take a photo of it, or write it down. Whoever has it can ask about your signature, correct it or take it back. It needs no account.',
  codeUse: (contact: string) => `Tell it to: ${contact}`,
  codeQr: (code: string) => `QR code of ${code}`,
} as const
