export const needsText = {
  title: 'This page can’t be used here',
  insecure: [
    'The address of this page begins with http://, so a browser can’t keep names safe on it. This page collects nothing.',
    'Ask your organiser for the link that begins with https://, then open that.',
  ],
  'no-storage': [
    'This browser does not let the page keep anything, so a signature would be lost. This page collects nothing.',
    'Leave private or incognito mode, or open the link in Chrome, Firefox, Edge or Safari.',
  ],
  'no-crypto': [
    'This browser is too old to seal what people sign. This page collects nothing.',
    'Update the browser, or open the link in a newer one: Chrome or Edge from 109, Safari from 16.4, Firefox from 115.',
  ],
  'no-layout': [
    'This browser is too old to show the buttons where a thumb finds them. This page collects nothing.',
    'Update the browser, or open the link in a newer one: Chrome or Edge from 109, Safari from 16.4, Firefox from 115.',
  ],
} as const
