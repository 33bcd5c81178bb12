/** A phone in a story, and what may be on its page. */
import { expect, type Locator } from '@playwright/test';
import type { Limits } from './screens/finding.ts';
import { PHONE } from './screens/sizes.ts';

export const small = { width: 360, height: 640 };
/** As a phone's browser is: a touch screen with its own idea of a viewport. */
export const asPhone = (viewport: { readonly width: number; readonly height: number }, locale = 'en-US') => ({
  viewport: { ...viewport },
  hasTouch: true,
  isMobile: true,
  locale,
});

/** Nothing of it gives way to anything. */
export const whole: Limits = { ...PHONE, whole: true };

/** Whether all of it can be seen and pressed where it stands, above the bar and under the header. */
export async function expectInSight(part: Locator, height: number): Promise<void> {
  await expect(part).toBeVisible();
  const box = await part.boundingBox();
  expect(box, String(part)).not.toBeNull();
  expect(box?.y, `${String(part)} begins above the page`).toBeGreaterThanOrEqual(-0.5);
  expect((box?.y ?? 0) + (box?.height ?? 0), `${String(part)} ends below the page`).toBeLessThanOrEqual(
    height + 0.5,
  );
}
