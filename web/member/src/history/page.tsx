/** Everything that happened, latest first, in months. */
import { useLang, useWords } from "@tessera/shared/i18n";
import { Empty } from "@tessera/shared/screen";
import { InfiniteScroll } from "antd-mobile";
import { useMemo, useState } from "react";
import { useHistory } from "../api/questions.ts";
import type { Happened } from "../api/said.ts";
import { useShop } from "../api/shop.ts";
import { Pull } from "../screen/pull.tsx";
import { Trouble } from "../screen/trouble.tsx";
import { inMonths } from "./happened.ts";
import { Row } from "./row.tsx";
import { Why } from "./why.tsx";
import { words } from "./words.ts";

export function History() {
  const t = useWords(words);
  const history = useHistory();
  return (
    <Pull onRefresh={() => history.refetch()}>
      <header className="room-title">
        <h1>{t.heading}</h1>
        <p>{t.about}</p>
      </header>
      {history.isPending ? (
        <Outline />
      ) : history.isLoadingError ? (
        <Trouble error={history.error} retry={history.refetch} />
      ) : (
        <Months history={history} />
      )}
    </Pull>
  );
}

function Months({ history }: { history: ReturnType<typeof useHistory> }) {
  const t = useWords(words);
  const lang = useLang();
  const { zone } = useShop();
  const [opened, setOpened] = useState<Happened>();
  const pages = history.data?.pages;
  const months = useMemo(() => inMonths(pages?.flatMap(({ data }) => data) ?? [], zone, lang), [pages, zone, lang]);
  if (months.length === 0 && !history.hasNextPage) return <Empty title={t.empty}>{t.emptyHelp}</Empty>;
  return (
    <>
      {months.map(({ name, items }) => (
        <section className="month" key={`${name}${items[0]?.event.id}`}>
          <h2>{name}</h2>
          <ol>
            {items.map((item) => (
              <Row key={item.event.id} happened={item} onOpen={() => setOpened(item)} />
            ))}
          </ol>
        </section>
      ))}
      <InfiniteScroll
        hasMore={history.hasNextPage}
        loadMore={async () => {
          await history.fetchNextPage({ throwOnError: true });
        }}
      >
        {(hasMore: boolean, failed: boolean, retry: () => void) =>
          failed ? (
            <span role="alert">
              {t.failed}{" "}
              <button type="button" className="text-button" onClick={retry}>
                <u>{t.retry}</u>
              </button>
            </span>
          ) : (
            <span>{hasMore ? t.loading : t.end}</span>
          )
        }
      </InfiniteScroll>
      {opened && <Why happened={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function Outline() {
  const t = useWords(words);
  return (
    <div className="outline rows-outline" role="status" aria-label={t.loading}>
      {Array.from({ length: 7 }, (_, at) => (
        <i key={at} />
      ))}
    </div>
  );
}
