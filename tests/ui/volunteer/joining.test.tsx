// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { browserLabel } from '#ui/start/browser-label.ts'
import { isInAppBrowser } from '#ui/start/in-app-browser.ts'
import { closeTab, phoneInHand } from './phone-in-hand.tsx'

afterEach(closeTab)

const codeField = () => screen.findByLabelText<HTMLInputElement>('Code')

describe('joining', () => {
  test('takes the code of a link out of the address bar at once', async () => {
    const phone = await phoneInHand()
    phone.openAddress('/join#K7QM-2XWD')
    expect((await codeField()).value).toBe('K7QM-2XWD')
    expect(location.hash).toBe('')
  })

  test('without a network keeps the code and says what to do', async () => {
    const phone = await phoneInHand()
    phone.openAddress('/join')
    await userEvent.type(await codeField(), 'k7qm 2xwd')
    await userEvent.click(screen.getByRole('button', { name: 'Join' }))
    expect((await screen.findByRole('alert')).textContent).toContain('could not be reached')
    expect((await codeField()).value).toBe('k7qm 2xwd')
  })

  test('says what a code looks like when it is not one', async () => {
    const phone = await phoneInHand()
    phone.openAddress('/join')
    await userEvent.type(await codeField(), 'hello')
    await userEvent.click(screen.getByRole('button', { name: 'Join' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Enter a code of 8 letters and numbers')
  })

  test('a phone that has not joined this petition is told how', async () => {
    const phone = await phoneInHand()
    phone.openAddress('/p/0190a0a0-0000-4000-8000-000000000000')
    await screen.findByRole('heading', { name: 'This phone has not joined this petition' })
  })
})

const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8'
const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${ANDROID}) ${KHTML} Chrome/140.0 Mobile Safari/537.36`, 'Chrome on Android', false],
  [`${ANDROID}; wv) ${KHTML} Version/4.0 Chrome/140.0 Mobile Safari/537.36`, 'Chrome on Android', true],
  ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android', false],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
    false,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) [FBAN/FBIOS;FBAV/520.0]',
    'A browser on iPhone',
    true,
  ],
])('%s is %s', (userAgent, label, isInApp) => {
  expect(browserLabel(userAgent)).toBe(label)
  expect(isInAppBrowser(userAgent)).toBe(isInApp)
})
