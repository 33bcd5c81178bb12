/** What the export is, loaded when it is called. */
export { default as Export } from './Export.svelte';
export { linkOf } from './link-of.ts';
