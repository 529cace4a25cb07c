/** Long enough for a browser that asks where to put the file before it reads it. */
const KEPT_MS = 60_000;

/** Gives the browser a file to put where it puts downloads. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
