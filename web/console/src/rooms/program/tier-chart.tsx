/** Bars of members by tier. The chart library is loaded only here, and only when there is a chart. */
import { dark, fonts, light, useDark } from "@tessera/shared/tokens";
import { useEffect, useRef } from "react";

interface TierChartProps {
  title: string;
  labels: string[];
  groups: { name: string; values: number[] }[];
}

export function TierChart({ title, labels, groups }: TierChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  const drawn = JSON.stringify({ labels, groups });

  useEffect(() => {
    const tokens = isDark ? dark : light;
    const data: Pick<TierChartProps, "labels" | "groups"> = JSON.parse(drawn);
    let over = false;
    let end = () => {};
    void import("./chart.ts").then(({ init }) => {
      if (over || !place.current) return;
      const chart = init(place.current, null, { renderer: "svg" });
      chart.setOption({
        animation: false,
        textStyle: { fontFamily: fonts.sans, color: tokens.ink2 },
        color: [tokens.line, tokens.sealFill],
        grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: tokens.ink2 } },
        tooltip: {
          trigger: "axis",
          axisPointer: { type: "shadow", shadowStyle: { color: tokens.inset, opacity: 0.6 } },
          backgroundColor: tokens.sheet,
          borderColor: tokens.line,
          textStyle: { color: tokens.ink },
        },
        xAxis: { type: "value", splitLine: { lineStyle: { color: tokens.hair } }, axisLabel: { color: tokens.ink3 } },
        yAxis: {
          type: "category",
          data: data.labels,
          inverse: true,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: tokens.ink } },
          axisLabel: { color: tokens.ink2, fontSize: 13 },
        },
        series: data.groups.map(({ name, values }) => ({
          name,
          type: "bar",
          data: values,
          barMaxWidth: 18,
          barGap: "20%",
          label: { show: true, position: "right", color: tokens.ink2 },
        })),
      });
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
  }, [drawn, isDark]);

  return <div className="chart" ref={place} role="img" aria-label={title} />;
}
