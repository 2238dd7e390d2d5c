// A demo shop served by the real executable on this machine, with a key to it.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** The executable: that of `TESSERA_BIN`, else what cargo built last. */
export function executable() {
  const places = [process.env.TESSERA_BIN, join(target, "release", "tessera"), join(target, "debug", "tessera")];
  return places.find((place) => place && existsSync(place));
}

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilReady(address, child) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server is not ready after 20 seconds");
}

/** Makes the shop and serves it. `close` ends the server and removes the shop; `leave` and `comeBack` take it away and bring it back. */
export async function openShop(bin, members = 120) {
  const folder = mkdtempSync(join(tmpdir(), "tessera-e2e-"));
  const data = join(folder, "shop");
  const run = (...words) =>
    execFileSync(bin, [...words, "--lang", "en"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  run("demo", "--data", data, "--members", String(members), "--no-serve");
  const key = (name, scopes) =>
    run("key", "create", "--db", data, "--name", name, "--scopes", scopes).match(/lk_\w+/)[0];
  const keys = { all: key("operator", "all"), till: key("till", "quotes:write,orders:write") };
  const address = `http://127.0.0.1:${await freePort()}`;
  const words = [
    "serve",
    "--db",
    data,
    "--listen",
    address.slice("http://".length),
    "--messages",
    "show",
    // All members of a run are at one machine.
    "--codes-per-address",
    "10000",
    "--lang",
    "en",
  ];
  let child;
  // The first start prints the link by which the owner chooses a password.
  let said = "";
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  const serve = async () => {
    child = spawn(bin, words, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (piece) => {
        said = (said + piece).slice(-20_000);
      });
    await untilReady(address, child);
  };
  const close = async () => {
    await end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await serve();
  } catch (error) {
    await end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const ownerLink = /http\S+\/console\/welcome#token=inv_\S+/.exec(said)?.[0];
  // The server is gone without a word, as when its machine loses power; and comes back with what it had written.
  return { address, keys, ownerLink, close, leave: () => end("SIGKILL"), comeBack: serve };
}
