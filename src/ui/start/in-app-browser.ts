/**
 * Browsers inside other apps forget their storage when the app is closed.
 * They can't be told by what they can do, so they are known by name, for this
 * hint only.
 */
const names =
  /FBAN|FBAV|FB_IAB|Instagram|; wv\)|\bLine\/|MicroMessenger|Snapchat|LinkedInApp|\bGSA\/|TikTok|Twitter/

export const isInAppBrowser = (userAgent: string): boolean => names.test(userAgent)
