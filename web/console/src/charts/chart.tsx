/** A chart in our look. The chart library is loaded only here, and only when there is a chart. */
import { figure } from "@tessera/shared/format";
import { dark, fonts, light, type Tokens, useDark } from "@tessera/shared/tokens";
import { useEffect, useRef } from "react";

export interface Series {
  name: string;
  /** `null`: nothing to draw there. */
  values: (number | null)[];
  /** Which of our colours. */
  tone: "seal" | "ink" | "ink3" | "pine" | "amber" | "indigo";
  /** How a value reads; the plain number if not given. */
  show?: (value: number) => string;
}

interface ChartProps {
  /** What the chart shows, for those who do not see it. */
  title: string;
  kind: "line" | "columns" | "stacked" | "bars";
  /** What stands along the axis: days, months, tiers. */
  labels: string[];
  series: Series[];
  /** Pixels. */
  height?: number;
}

const toneOf = (tokens: Tokens, tone: Series["tone"]) => (tone === "seal" ? tokens.seal : tokens[tone]);

/** 12,000 and 1.2M rather than long rows of noughts, along an axis. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toFixed(1))}M`;
  return size >= 1e4 ? `${Number((value / 1e3).toFixed(1))}k` : String(value);
}

function optionOf({ kind, labels, series }: Omit<ChartProps, "title" | "height">, tokens: Tokens) {
  const isFlat = kind === "bars";
  const shown = series.find(({ show }) => show)?.show;
  const names = {
    type: "category",
    data: labels,
    inverse: isFlat,
    boundaryGap: kind !== "line",
    axisTick: { show: false },
    axisLine: { lineStyle: { color: tokens.ink } },
    axisLabel: { color: isFlat ? tokens.ink2 : tokens.ink3, fontSize: 12, hideOverlap: true },
  };
  const figures = {
    type: "value",
    splitNumber: 3,
    axisLabel: {
      color: tokens.ink3,
      fontSize: 12,
      formatter: (value: number) => (shown ? shown(value) : short(value)),
    },
    splitLine: { lineStyle: { color: tokens.hair } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: fonts.sans, color: tokens.ink2 },
    grid: { left: 4, right: isFlat ? 56 : 12, top: series.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    ...(series.length > 1
      ? { legend: { icon: "rect", top: 0, left: 0, itemWidth: 12, itemHeight: 3, textStyle: { color: tokens.ink2 } } }
      : {}),
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: kind === "line" ? { lineStyle: { color: tokens.ink3 } } : { type: "none" },
      backgroundColor: tokens.sheet,
      borderColor: tokens.line,
      textStyle: { color: tokens.ink, fontSize: 13 },
    },
    xAxis: isFlat ? figures : names,
    yAxis: isFlat ? names : figures,
    series: series.map(({ name, values, tone, show }) => ({
      name,
      type: kind === "line" ? "line" : "bar",
      data: values,
      color: toneOf(tokens, tone),
      ...(kind === "stacked" ? { stack: "all" } : {}),
      ...(kind === "line" ? { showSymbol: false, lineStyle: { width: 1.6 } } : { barMaxWidth: 22, barGap: "20%" }),
      ...(series.length === 1 && kind === "line" ? { areaStyle: { opacity: 0.08 } } : {}),
      ...(isFlat
        ? {
            label: {
              show: true,
              position: "right",
              color: tokens.ink2,
              formatter: ({ value }: { value: number }) => (show ? show(value) : figure(value)),
            },
          }
        : {}),
      ...(show ? { tooltip: { valueFormatter: (value: number | null) => (value == null ? "–" : show(value)) } } : {}),
    })),
  };
}

export function Chart({ title, height = 220, ...drawn }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  const latest = useRef(drawn);
  latest.current = drawn;
  // Drawn again when what it shows has changed, not whenever the page is drawn.
  const said = JSON.stringify([drawn.kind, drawn.labels, drawn.series]);

  useEffect(() => {
    let over = false;
    let end = () => {};
    void import("./library.ts").then(({ init }) => {
      if (over || !place.current) return;
      const chart = init(place.current, null, { renderer: "svg" });
      chart.setOption(optionOf(latest.current, isDark ? dark : light));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(place.current);
      end = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      over = true;
      end();
    };
  }, [said, isDark]);

  return <div className="chart" ref={place} role="img" aria-label={title} style={{ height }} />;
}
