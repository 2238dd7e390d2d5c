/** A ref that takes the focus as its field appears: where the next thing to type goes. */
export const takesFocus = (field: HTMLElement | null) => field?.focus();
