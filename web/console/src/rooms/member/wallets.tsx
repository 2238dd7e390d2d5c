import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { day, daysBetween, figure, signed } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading } from "@tessera/shared/screen";
import { useState } from "react";
import type { Names } from "../../program/reading.ts";
import { Wide } from "../../shell/wide.tsx";
import { words } from "./words.ts";

/** Each wallet as a sheet: what can be spent, where the balance comes from, and when it expires. */
export function Wallets({ member, names }: { member: Said<"Member">; names: Names }) {
  const t = useWords(words);
  const [open, setOpen] = useState("");
  const opened = member.wallets.find((wallet) => wallet.wallet === open);
  return (
    <section aria-label={t.wallets}>
      <div className="wallets">
        {member.wallets.map((wallet) => (
          <article className={wallet.wallet === open ? "sheet wallet open" : "sheet wallet"} key={wallet.wallet}>
            <Balance wallet={wallet} />
            <button
              type="button"
              className="text-button"
              aria-expanded={wallet.wallet === open}
              onClick={() => setOpen(wallet.wallet === open ? "" : wallet.wallet)}
            >
              {t.lots} {wallet.wallet === open ? "▴" : "▾"}
            </button>
          </article>
        ))}
      </div>
      {opened && <Lots member={member} wallet={opened} names={names} key={opened.wallet} />}
    </section>
  );
}

function Balance({ wallet }: { wallet: Said<"Wallet"> }) {
  const t = useWords(words);
  const show = (units: number) => figure(units, wallet.decimals);
  return (
    <>
      <h2>{wallet.label}</h2>
      <p className="wallet-figure">
        {show(wallet.available)} <small>{t.available}</small>
      </p>
      <p className="wallet-marks">
        {wallet.pending !== 0 && (
          <span className="tag said">
            {t.pending} {show(wallet.pending)}
          </span>
        )}
        {wallet.debt !== 0 && (
          <span className="tag bad">
            {t.debt} {show(wallet.debt)}
          </span>
        )}
      </p>
      <dl className="wallet-facts">
        <div>
          <dt>{t.earned}</dt>
          <dd>{show(wallet.earned)}</dd>
        </div>
        <div>
          <dt>{t.spent}</dt>
          <dd>{show(wallet.spent)}</dd>
        </div>
        <div>
          <dt>{t.expired}</dt>
          <dd>{show(wallet.expired)}</dd>
        </div>
        {wallet.adjusted !== 0 && (
          <div>
            <dt>{t.adjusted}</dt>
            <dd>{signed(wallet.adjusted, wallet.decimals)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Lots({ member, wallet, names }: { member: Said<"Member">; wallet: Said<"Wallet">; names: Names }) {
  const t = useWords(words);
  const lots = useQuery({
    queryKey: ["lots", member.id, wallet.wallet],
    queryFn: () =>
      ask(
        api.GET("/v1/members/{member}/wallets/{wallet}/lots", {
          params: { path: { member: member.id, wallet: wallet.wallet } },
        }),
      ),
  });
  const today = day(member.at, names.zone);
  return (
    <div className="sheet lots">
      <div className="sheet-head">
        <h2>
          {wallet.label} · {t.lots}
        </h2>
        <span className="quiet">{t.lotsAbout}</span>
      </div>
      {lots.isPending && <Loading lines={4} />}
      {lots.isError && <Failure error={lots.error} retry={() => void lots.refetch()} />}
      {lots.data?.data.length === 0 && <Empty title={t.noLots} />}
      {lots.data && lots.data.data.length > 0 && (
        <Wide label={t.lots}>
          <table className="book">
            <thead>
              <tr>
                <th>{t.lotUntil}</th>
                <th />
                <th className="right ruled">{t.lotUnits}</th>
                <th className="ruled">{t.lotSince}</th>
              </tr>
            </thead>
            <tbody>
              {lots.data.data.map((lot) => (
                <Lot
                  key={`${lot.event}/${lot.part}/${lot.generation}`}
                  {...{ lot, today, names }}
                  decimals={wallet.decimals}
                  isPending={Date.parse(lot.activates_at) > Date.parse(member.at)}
                />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </div>
  );
}

interface LotProps {
  lot: Said<"Lot">;
  today: string;
  names: Names;
  decimals: number;
  isPending: boolean;
}

function Lot({ lot, today, names, decimals, isPending }: LotProps) {
  const t = useWords(words);
  const days = lot.last_day ? daysBetween(today, lot.last_day) : undefined;
  return (
    <tr>
      <td className="nowrap">{lot.last_day ?? t.never}</td>
      <td className="nowrap">
        {days !== undefined && <span className={days <= 30 ? "tag careful" : "quiet"}>{t.inDays(days)}</span>}
      </td>
      <td className="right ruled">{figure(lot.units, decimals)}</td>
      <td className="ruled nowrap">
        {day(lot.activates_at, names.zone)} {isPending && <span className="tag said">{t.notYet}</span>}
      </td>
    </tr>
  );
}
