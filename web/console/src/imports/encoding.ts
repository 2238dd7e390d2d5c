/** Spreadsheets in China save text as GBK. The server reads UTF-8: such a file is written anew here before it is sent. */

/** As much of a file as is looked at, in bytes. */
const HEAD = 1024 * 1024;

/** Gzip and zstd begin so: what is in them only the server sees. */
const PACKED = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
];

/** Whether the beginning reads in an encoding. What is cut off at its end is no fault. */
function reads(head: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether a file that begins so is text in GBK, or in GB18030, of which that is a part. */
export function isGbk(head: Uint8Array): boolean {
  if (PACKED.some((sign) => sign.every((byte, at) => head[at] === byte)) || head.includes(0)) return false;
  return !reads(head, "utf-8") && reads(head, "gb18030");
}

/** The file as the server reads it, and whether it had to be written anew. */
export async function readable(file: File): Promise<{ file: File; isRecoded: boolean }> {
  if (!isGbk(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()))) return { file, isRecoded: false };
  // Piece by piece: the file may be large. A byte that is no text becomes a mark that people see.
  const pieces = file.stream().pipeThrough(new TextDecoderStream("gb18030")).pipeThrough(new TextEncoderStream());
  const blob = await new Response(pieces).blob();
  return { file: new File([blob], file.name, { lastModified: file.lastModified }), isRecoded: true };
}
