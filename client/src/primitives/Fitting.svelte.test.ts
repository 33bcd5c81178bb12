import { render } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../testing/page.ts';
import Fitting from './Fitting.svelte';

/** jsdom lays nothing out: a sign is ten pixels wide. */
const SIGN = 10;
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return new DOMRect(0, 0, SIGN * (this.textContent ?? '').trim().length, SIGN);
  });
});
afterEach(() => void vi.restoreAllMocks());

const forms = ['a = b · c = 0.5 · 2 = 1', 'a = 0.5 · 2 = 1', 'a = … = 1', '= 1'];
const written = (forms_: readonly string[]) =>
  createRawSnippet<[number]>((form) => ({
    render: () => `<i>${forms_[form()]}</i>`,
    setup(element) {
      $effect.pre(() => {
        element.textContent = forms_[form()];
      });
    },
  }));

async function shown(room: number): Promise<string | null> {
  const { container } = render(Fitting, { forms: forms.length, room, of: forms, children: written(forms) });
  await tick();
  return container.textContent;
}

test('UI53 the longest form that has room is drawn, and the last where none has', async () => {
  for (const [k, form] of forms.entries()) {
    expect(await shown(SIGN * form.length)).toContain(form);
    expect(await shown(SIGN * form.length - 1)).toContain(forms[Math.min(k + 1, forms.length - 1)]);
    document.body.replaceChildren();
  }
});

test('UI53 as long as the room is not known everything is drawn', async () => {
  expect(await shown(0)).toContain(forms[0]);
});

test('UI53 with more room, and with another line, it begins with the longest again', async () => {
  const { container, rerender } = render(Fitting, {
    forms: forms.length,
    room: 1,
    of: 'a',
    children: written(forms),
  });
  await tick();
  expect(container.textContent).toContain('= 1');
  expect(container.textContent).not.toContain('a');
  await rerender({ room: SIGN * forms[1].length });
  await tick();
  expect(container.textContent).toContain(forms[1]);
  expect(container.textContent).not.toContain(forms[0]);
  const others = ['b = 2', 'b'];
  await rerender({ forms: others.length, of: 'b', children: written(others) });
  await tick();
  expect(container.textContent).toContain('b = 2');
});
