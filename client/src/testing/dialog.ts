/** jsdom has no modal dialogs: one that is opened is shown, no more. */
export function withDialogs(): void {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
}
