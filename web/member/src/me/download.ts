/** Hands something to the reader as a file. It exists in this tab only until it is saved. */
export function download(name: string, content: unknown) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Some browsers begin to save only after this task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
