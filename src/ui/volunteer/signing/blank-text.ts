/** What stands on a page that shows nothing: also where the app begins locked, so it is there without any catalogue. */
export const blankText = {
  blankTitle: /*i18n*/ 'Give the phone back, or hold to go on',
  blankWords:
    /*i18n*/ 'The page was put away or left alone, so nothing is shown. Nothing typed or drawn is lost.',
  holdToGoOn: /*i18n*/ 'Press and hold to go on',
}

/** For the volunteer, who takes the phone from somebody who may read another language. */
export const holdText = {
  hold: 'Volunteer: press and hold',
  holdHint: 'Hold for one second. With a keyboard, press twice.',
  pressAgain: 'Press once more',
} as const
