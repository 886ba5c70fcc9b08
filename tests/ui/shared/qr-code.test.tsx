// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import decodeQR from 'qr/decode.js'
import { afterEach, expect, test } from 'vitest'
import { QrCode } from '#ui/shared/qr-code.tsx'

afterEach(cleanup)

test('a camera reads from the drawing what was put in', () => {
  const link = 'https://petition.example.org/join#K7QM2XWD'
  render(<QrCode text={link} title="QR code of the link" />)

  const svg = screen.getByRole('img', { name: 'QR code of the link' })
  const size = Number(svg.getAttribute('viewBox')?.split(' ')[2])
  expect(decodeQR(photographOf(size, svg.querySelector('path')?.getAttribute('d') ?? ''))).toBe(link)
})

/** Each module as 4 by 4 pixels, black on white. */
function photographOf(size: number, path: string) {
  const scale = 4
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row++) {
      const start = ((Number(y) * scale + row) * width + Number(x) * scale) * 4
      for (let at = start; at < start + scale * 4; at++) if (at % 4 !== 3) pixels[at] = 0
    }
  }
  return { width, height: width, data: pixels }
}
