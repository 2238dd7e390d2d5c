import { useWords } from "@tessera/shared/i18n";
import { common } from "@tessera/shared/screen";
import { App } from "antd";
import { shortId } from "./short-id.ts";

/** An id in short, for tables: chosen, it is copied whole. */
export function CopiedId({ id }: { id: string }) {
  const c = useWords(common);
  const { message } = App.useApp();
  const copy = () =>
    void navigator.clipboard?.writeText(id).then(
      () => message.success(c.copied),
      () => undefined,
    );
  return (
    <button type="button" className="text-button nowrap as-written" title={`${id}\n${c.copy}`} onClick={copy}>
      <code>{shortId(id)}</code>
    </button>
  );
}
