/** Loaded with its notice. */
export const inAppText = {
  title: 'Open this in your real browser first',
  words:
    'This page was opened inside another app, which may forget everything when you close it. Copy the link, then open it in Chrome, Safari, Firefox or Edge.',
  copy: 'Copy the link',
  copied: 'Copied. Now open your browser and paste it.',
  copyByHand: 'This is the link to copy:',
} as const
