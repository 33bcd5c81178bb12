import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import Menu from './Menu.svelte';

const chosen: string[] = [];

function menu(): HTMLElement {
  chosen.length = 0;
  const item = (label: string, disabled = false) => ({ label, disabled, choose: () => chosen.push(label) });
  render(Menu, { label: 'Menu', items: [item('one'), item('two', true), item('three')] });
  return screen.getByRole('button', { name: 'Menu' });
}

const at = () => document.activeElement?.textContent;
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

test('UI6 the arrows walk around the menu, Home and End go to its ends', async () => {
  const button = menu();
  button.focus();
  await press('ArrowDown');
  await tick();
  const places = [at()];
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
    await press(key);
    places.push(at());
  }
  expect(places).toEqual(['one', 'two', 'three', 'one', 'three', 'one', 'three']);
});

test('UI6 ↑ on the button opens the menu at its end', async () => {
  menu().focus();
  await press('ArrowUp');
  await tick();
  expect(at()).toBe('three');
});

test('UI6 Esc closes and gives the focus back, and so does a choice', async () => {
  const button = menu();
  await fireEvent.click(button);
  await press('Escape');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button);
  await fireEvent.click(button);
  await fireEvent.click(screen.getByRole('menuitem', { name: 'one' }));
  expect(chosen).toEqual(['one']);
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('UI6 what cannot be chosen now can be read, not chosen', async () => {
  await fireEvent.click(menu());
  const two = screen.getByRole('menuitem', { name: 'two' });
  expect(two.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(two);
  expect(chosen).toEqual([]);
  expect(screen.getByRole('menu')).toBeTruthy();
});

test('UI6 leaving the menu by Tab closes it', async () => {
  const button = menu();
  await fireEvent.click(button);
  const beyond = document.body.appendChild(document.createElement('button'));
  beyond.focus();
  await tick();
  expect(screen.queryByRole('menu')).toBeNull();
  beyond.remove();
});
