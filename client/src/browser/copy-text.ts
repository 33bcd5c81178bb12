/**
 * The clipboard exists in a secure context only, which a plain-HTTP address in a classroom is not: there what the field has is selected, and
 * copied as browsers did before.
 * @param field that shows the text
 * @returns whether it was copied; otherwise it is selected, to be copied by hand
 */
export async function copyText(text: string, field: HTMLInputElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand('copy');
  }
}
