/** Whether the focus has gone out of what listens: what was opened over the page closes then. */
export const hasFocusLeft = ({
  relatedTarget,
  currentTarget,
}: FocusEvent & { currentTarget: HTMLElement }): boolean =>
  !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
