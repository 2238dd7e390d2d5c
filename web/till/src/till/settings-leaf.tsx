/** Settings of this till: which store it stands in (that of the cashier, else the one chosen here), language, light or dark. */
import { useQuery } from "@tanstack/react-query";
import type { Said } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Failure, LangChoice, Loading, ModeChoice } from "@tessera/shared/screen";
import { useEffect } from "react";
import type { Cashier } from "../entry/remembered.ts";
import { useConnection } from "../net/connection.ts";
import { reading } from "../net/wire.ts";
import { Act } from "../pieces/act.tsx";
import { Leaf } from "../pieces/leaf.tsx";
import { setPlace, usePlace } from "../shop/place.ts";
import { words } from "./words.ts";

function useStores() {
  const { up } = useConnection();
  return useQuery({
    queryKey: ["stores"],
    queryFn: ({ signal }) => reading<Said<"Page_ShopStore">>("/v1/stores", signal),
    enabled: up,
    retry: false,
    staleTime: 300_000,
  });
}

/** Keeps the limit of returns up to date: while the server is away, the till says by it what is not handed back yet. */
function useLimit() {
  const { up } = useConnection();
  const { data } = useQuery({
    queryKey: ["approval-settings"],
    queryFn: ({ signal }) => reading<Said<"ApprovalSettings">>("/v1/settings/approval", signal),
    enabled: up,
    retry: false,
    staleTime: 300_000,
    refetchInterval: 300_000,
  });
  useEffect(() => {
    if (data) setPlace({ returnAbove: data.return_above });
  }, [data]);
}

/** Keeps what is known of the store up to date. */
export function useStore(cashier: Cashier) {
  useLimit();
  const { store } = usePlace();
  const { data } = useStores();
  useEffect(() => {
    if (cashier.store && cashier.store !== store) setPlace({ store: cashier.store, name: "" });
  }, [cashier.store, store]);
  useEffect(() => {
    const own = data?.data.find(({ id }) => id === store);
    if (own) setPlace({ name: own.name, zone: own.zone });
  }, [data, store]);
}

export function SettingsLeaf({ cashier, onClose }: { cashier: Cashier; onClose: () => void }) {
  const t = useWords(words);
  const { store } = usePlace();
  const stores = useStores();
  const open = (stores.data?.data ?? []).filter(({ active }) => active !== false);
  const mine = cashier.store ? open.filter(({ id }) => id === cashier.store) : open;

  function choose(next: Said<"ShopStore"> | null) {
    setPlace({ store: next?.id ?? null, name: next?.name ?? "", ...(next && { zone: next.zone }) });
    onClose();
  }

  return (
    <Leaf title={t.settings} onClose={onClose}>
      <div>
        <h3>{t.store}</h3>
        <p className="quiet">{t.storeHelp}</p>
      </div>
      {stores.isPending && stores.isFetching && <Loading lines={3} />}
      {stores.isError && <Failure error={stores.error} />}
      <div className="store-list">
        {mine.map((one) => (
          <Act key={one.id} pressed={one.id === store} onAct={() => choose(one)}>
            <span className="own-words">{one.name || one.id}</span>
          </Act>
        ))}
        {!cashier.store && (
          <Act weight="quiet" pressed={store === null} onAct={() => choose(null)}>
            {t.storeNone}
          </Act>
        )}
      </div>
      <dl className="facts">
        <dt>{t.language}</dt>
        <dd>
          <LangChoice />
        </dd>
        <dt>{t.theme}</dt>
        <dd>
          <ModeChoice />
        </dd>
      </dl>
      <div className="acts">
        <Act k="Esc" onAct={onClose}>
          {t.close}
        </Act>
      </div>
    </Leaf>
  );
}
