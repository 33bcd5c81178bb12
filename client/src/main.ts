import './styles/index.ts';
import { mount } from 'svelte';
import { language } from './language/language.svelte.ts';
import App from './App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
void language.load().then(() => mount(App, { target }));
