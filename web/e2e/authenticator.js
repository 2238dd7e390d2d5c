// The authenticator app on a phone: RFC 6238, six digits, half a minute each.
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** The bytes that a secret of letters and digits (RFC 4648, base 32) stands for. */
function bytesOf(secret) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      .map((byte) => Number.parseInt(byte, 2)),
  );
}

/** The six digits at an instant. */
export function codeAt(secret, at) {
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)));
  const sum = createHmac("sha1", bytesOf(secret)).update(count).digest();
  const from = sum[sum.length - 1] & 15;
  return String((sum.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A code counts once: that of the coming half minute is another, and taken already. */
export const nextCode = (secret) => codeAt(secret, Date.now() + STEP_MS);
