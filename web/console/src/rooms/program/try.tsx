/** 试算: an order typed in or picked from history, and what it would earn under the draft and the program in force. */
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask, type Said } from "@tessera/shared/api";
import { figure, signed } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Failure } from "@tessera/shared/screen";
import { Segmented } from "antd";
import { useEffect, useState } from "react";
import { findMember } from "../../people/find.ts";
import { useDraft } from "../../program/draft.ts";
import { type Names, useNames } from "../../program/reading.ts";
import { Quote } from "./quote-view.tsx";
import { OrderForm, orderOf, type Wish } from "./try-form.tsx";
import { words } from "./try-words.ts";

export function TryIt() {
  const t = useWords(words);
  const lang = useLang();
  const names = useNames();
  const draft = useDraft();
  const attempt = useMutation({
    mutationFn: async (wish: Wish): Promise<Said<"TryReply">> => {
      const order = orderOf(wish, await findMember(wish.member), names);
      if (draft === "") return { draft: null, live: await ask(api.POST("/v1/quotes", { body: order })) };
      return ask(api.POST("/v1/programs/try", { body: { document: draft, order } }));
    },
  });
  const { reset } = attempt;
  useEffect(reset, [lang, draft, reset]);
  return (
    <div className="columns two">
      <section className="sheet">
        <p className="quiet" style={{ marginBottom: 14 }}>
          {t.about}{" "}
          {draft === "" && (
            <>
              {t.noDraft}{" "}
              <Link to="/program/draft">
                <u>{t.toDraft}</u>
              </Link>
            </>
          )}
        </p>
        <OrderForm names={names} busy={attempt.isPending} onAsk={(wish) => attempt.mutate(wish)} />
      </section>
      <div className="stack">
        {attempt.isIdle && (
          <section className="sheet">
            <p className="quiet">{t.waiting}</p>
          </section>
        )}
        {attempt.isError && (
          <section className="sheet">
            <Failure error={attempt.error} />
          </section>
        )}
        {attempt.data && <Outcome tried={attempt.data} names={names} />}
      </div>
    </div>
  );
}

/** Both outcomes beside each other in one table, and one of them step by step. */
function Outcome({ tried, names }: { tried: Said<"TryReply">; names: Names }) {
  const t = useWords(words);
  const [side, setSide] = useState<"draft" | "live">(tried.draft ? "draft" : "live");
  const shown = tried[side] ?? tried.live ?? tried.draft;
  return (
    <>
      {tried.draft && tried.live && <Beside draft={tried.draft} live={tried.live} names={names} />}
      {tried.draft && tried.live && (
        <Segmented
          aria-label={t.steps}
          value={side}
          onChange={setSide}
          options={[
            { value: "draft", label: t.underDraft },
            { value: "live", label: t.underLive },
          ]}
        />
      )}
      {shown && <Quote quote={shown} names={names} isDraft={shown === tried.draft} />}
    </>
  );
}

interface BesideProps {
  draft: Said<"QuoteReply">;
  live: Said<"QuoteReply">;
  names: Names;
}

function Beside({ draft, live, names }: BesideProps) {
  const t = useWords(words);
  const wallets = [...new Set([...draft.receipt.earned, ...live.receipt.earned].map(({ wallet }) => wallet))];
  const units = (quote: Said<"QuoteReply">, wallet: string) =>
    quote.receipt.earned.find((change) => change.wallet === wallet)?.units ?? 0;
  const tier = (quote: Said<"QuoteReply">) => (quote.receipt.tier ? names.tier(quote.receipt.tier) : "–");
  return (
    <section className="sheet" aria-live="polite">
      <h2>{t.beside}</h2>
      <table className="book">
        <thead>
          <tr>
            <th />
            <th className="right">{t.underLive}</th>
            <th className="right ruled">{t.underDraft}</th>
            <th className="right">{t.difference}</th>
          </tr>
        </thead>
        <tbody>
          {wallets.map((wallet) => {
            const { label, decimals } = names.wallet(wallet);
            const off = units(draft, wallet) - units(live, wallet);
            return (
              <tr key={wallet}>
                <td>{t.earns(label)}</td>
                <td className="right">{figure(units(live, wallet), decimals)}</td>
                <td className="right ruled">{figure(units(draft, wallet), decimals)}</td>
                <td className={off > 0 ? "right in" : "right"}>{off === 0 ? t.same : signed(off, decimals)}</td>
              </tr>
            );
          })}
          <tr>
            <td>{t.tier}</td>
            <td className="right">{tier(live)}</td>
            <td className="right ruled">{tier(draft)}</td>
            <td className="right">{tier(live) === tier(draft) ? t.same : ""}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
