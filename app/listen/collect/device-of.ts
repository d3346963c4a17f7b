import type { DeviceKind } from '../facts/fact.ts';

/**
 * The kind of device that a browser says it runs on; undefined where it does not say. An iPad with Safari says that it is
 * a Mac. https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent
 */
export function deviceOf(userAgent: string | undefined): DeviceKind | undefined {
  if (!userAgent) return undefined;
  if (/iPad|Tablet|PlayBook|Kindle|Silk(?!.*Mobi)|Android(?!.*Mobi)/.test(userAgent)) return 'tablet';
  if (/Mobi|iPhone|iPod/.test(userAgent)) return 'mobile';
  return /Windows|Macintosh|X11|CrOS/.test(userAgent) ? 'desktop' : undefined;
}
