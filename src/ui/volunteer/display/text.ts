/** How this phone looks and feels: each choice with what it does, and what it costs. */
export const displayText = {
  title: 'How this phone looks and feels',
  lead: 'Only on this phone. Change it whenever you like: nothing has to be saved.',
  back: 'My session',
  done: 'Done',
  theme: 'Colours',
  themes: {
    phone: { label: 'As the phone is set', hint: 'Many phones are light by day and dark at night.' },
    light: { label: 'Light', hint: 'Easier to read outside than dark.' },
    dark: { label: 'Dark', hint: 'Easier on the eyes in the evening. Saves battery on many phones.' },
    contrast: {
      label: 'Strong, for bright sun',
      hint: 'Black on white with thick lines. Make the screen bright too; the bright screen is what costs battery.',
    },
  },
  size: 'Size of the text',
  sizeHint: 'On top of the size that is set in the phone or the browser.',
  sizes: { normal: 'Normal', large: 'Large', larger: 'Larger' },
  hand: 'Which hand holds the phone?',
  handHint: 'The buttons for one thumb, and Undo, stand on the side of that hand.',
  hands: { right: 'The right one', left: 'The left one' },
  onSave: 'When something is saved',
  vibrate: 'Vibrate',
  vibrateHint: 'Short for a knock, longer for a signature. Costs hardly any battery.',
  cannotVibrate: 'This browser can’t let the phone vibrate. You still see and hear “Saved on this phone”.',
  screen: 'The screen',
  awake: 'Keep it on while I walk',
  awakeHint:
    'From the list of doors until you leave the street. It costs a lot of battery: two hours of it can empty an old phone.',
  cannotStayAwake:
    'This browser can’t keep the screen on. How soon it goes dark is in the settings of the phone.',
  notKept: 'This browser does not keep it. It lasts until you close the app.',
} as const
