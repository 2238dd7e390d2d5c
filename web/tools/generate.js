// Makes the types of the API from its OpenAPI document. With --check: says whether the committed ones are fresh.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../shared/src/api/generated/schema.ts", import.meta.url);

const head = "// Made from docs/openapi.json by `npm run generate`. Do not change by hand.\n\n";
const text = head + astToString(await openapiTS(JSON.parse(readFileSync(document, "utf8")), { alphabetize: true }));

if (process.argv.includes("--check")) {
  let committed = "";
  try {
    committed = readFileSync(target, "utf8");
  } catch {
    // Not there: as good as stale.
  }
  if (committed !== text) {
    console.error(
      "shared/src/api/generated/schema.ts is not what docs/openapi.json says: run `npm run generate` and commit it",
    );
    process.exit(1);
  }
  console.log("generated types: fresh");
} else {
  writeFileSync(target, text);
  console.log(`wrote ${fileURLToPath(target)}`);
}
