import type { App } from '../state/explain/app.ts';

/**
 * SHA-256 of a picture's file as it came, in lower-case hexadecimal; null where it cannot be had: browsers compute one
 * for secure pages only, and the file may be gone.
 */
export async function pictureChecksum(
  { pictureFile }: Pick<App, 'pictureFile'>,
  pictureId: string,
): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) return null;
  try {
    const file = await pictureFile(pictureId);
    if (file === null) return null;
    const digest = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}
