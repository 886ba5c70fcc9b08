/** How the app comes on a home screen. The browsers' own words stand in quotation marks, as their makers write them. */
import type { InstallWay } from './ways.ts'

export const installText = {
  title: 'Put it on the home screen',
  lead: 'Then the phone keeps names longer, and the app starts faster, without the browser around it.',
  why: 'Browsers clear what they keep for pages that nobody visits for some weeks. An app on the home screen is spared that.',
  done: 'You opened it from the home screen. There is nothing left to do here.',
  offered: 'This browser can do it for you.',
  install: 'Put it on the home screen',
  likely: 'This looks like your browser',
  others: 'Another phone or browser',
  iPhone:
    'On an iPhone or iPad the app on the Home Screen has storage of its own. Send everything from here first. Then open the app from the Home Screen and type your code again: the same code works.',
  back: 'Back to the ready check',
} as const

export const wayTexts: Record<InstallWay, { readonly name: string; readonly steps: readonly string[] }> = {
  'android-chrome': {
    name: 'Android: Chrome, Edge, Brave, Opera',
    steps: [
      'Open the menu with the three dots.',
      'Tap “Add to Home screen” or “Install app”.',
      'Tap “Install”.',
      'Open it from the home screen.',
    ],
  },
  'android-samsung': {
    name: 'Android: Samsung Internet',
    steps: [
      'Open the menu with the three lines, at the bottom.',
      'Tap “Add page to”, then “Home screen”.',
      'Tap “Add”.',
      'Open it from the home screen.',
    ],
  },
  'android-firefox': {
    name: 'Android: Firefox',
    steps: [
      'Open the menu with the three dots.',
      'Tap “Install” or “Add to Home screen”.',
      'Tap “Add”.',
      'Open it from the home screen.',
    ],
  },
  'iphone-safari': {
    name: 'iPhone or iPad: Safari',
    steps: [
      'Tap the Share button: a square with an arrow up. You may have to tap the three dots first.',
      'Scroll down and tap “Add to Home Screen”.',
      'Tap “Add”.',
      'Open it from the Home Screen, and type your code again.',
    ],
  },
  'iphone-other': {
    name: 'iPhone or iPad: Chrome, Firefox, Edge',
    steps: [
      'Tap the Share button: a square with an arrow up, in the address bar or in the menu.',
      'Scroll down and tap “Add to Home Screen”. If it is not there, open the link in Safari.',
      'Tap “Add”.',
      'Open it from the Home Screen, and type your code again.',
    ],
  },
  'computer-chrome': {
    name: 'Computer: Chrome or Edge',
    steps: [
      'Click the install sign at the right end of the address bar: a screen with an arrow.',
      'Or open the menu, and look for “Install”. It may be under “Cast, save and share” or “Apps”.',
      'Click “Install”.',
    ],
  },
  'mac-safari': {
    name: 'Mac: Safari',
    steps: [
      'Open the “File” menu.',
      'Click “Add to Dock”.',
      'Open it from the Dock, and type your code again.',
    ],
  },
  'computer-firefox': {
    name: 'Computer: Firefox',
    steps: [
      'Firefox can’t do this on most computers. It works in a tab as well.',
      'Add a bookmark, and open it at least once a week. Or use Chrome or Edge.',
    ],
  },
}
