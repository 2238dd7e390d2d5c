/** 账本: does it all add up. */
import { figure, signed } from "@tessera/shared/format";
import { useWords } from "@tessera/shared/i18n";
import { Empty, Failure, Loading, RoomHead } from "@tessera/shared/screen";
import { Button } from "antd";
import { byWallet, difference, useTrialBalance, type WalletAccounts } from "../../ledger/accounts.ts";
import { type Names, useNames } from "../../program/reading.ts";
import { useTitle } from "../../shell/title.ts";
import { Entries } from "./entries.tsx";
import { Liability } from "./liability.tsx";
import { Verify } from "./verify.tsx";
import { words } from "./words.ts";

export function Ledger() {
  const t = useWords(words);
  useTitle(t.title);
  const names = useNames();
  const balance = useTrialBalance();
  const wallets = byWallet(balance.data?.accounts ?? []);
  return (
    <>
      <RoomHead
        title={t.title}
        about={t.about}
        actions={
          <Button onClick={() => void balance.refetch()} loading={balance.isFetching}>
            {t.again}
          </Button>
        }
      />
      <div className="stack">
        {balance.isPending && <Loading lines={8} />}
        {balance.isError && <Failure error={balance.error} retry={() => void balance.refetch()} />}
        {balance.data && wallets.length === 0 && (
          <section className="sheet">
            <Empty title={t.none}>{t.noneHelp}</Empty>
          </section>
        )}
        {balance.data && wallets.length > 0 && (
          <>
            <p className="quiet">{t.upTo(figure(balance.data.ledger_seq))}</p>
            <div className="columns two">
              {wallets.map((accounts) => (
                <WalletBook accounts={accounts} names={names} key={accounts.wallet} />
              ))}
            </div>
          </>
        )}
        <Liability names={names} />
        <Entries names={names} />
        <Verify zone={names.zone} />
      </div>
    </>
  );
}

function WalletBook({ accounts, names }: { accounts: WalletAccounts; names: Names }) {
  const t = useWords(words);
  const { label, decimals } = names.wallet(accounts.wallet);
  const off = difference(accounts);
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>
          {label} · {t.balance}
        </h2>
        <span className={off === 0 ? "tag good" : "tag bad"}>
          {off === 0 ? t.even : t.uneven(signed(off, decimals))}
        </span>
      </div>
      <table className="book">
        <thead>
          <tr>
            <th>{t.account}</th>
            <th className="right">{t.entries}</th>
            <th className="right ruled">{t.units}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t.held}</td>
            <td className="right" />
            <td className="right ruled">{figure(accounts.held, decimals)}</td>
          </tr>
          {accounts.program.map(({ kind, units, entries }) => (
            <tr key={kind}>
              <td>{t.kinds[kind] ?? kind}</td>
              <td className="right quiet">{figure(entries)}</td>
              <td className="right ruled">{figure(units, decimals)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t.sum}</td>
            <td />
            <td className="right ruled">{figure(off, decimals)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
