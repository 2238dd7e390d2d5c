/** The component library in our look and language. */
import { App, ConfigProvider, type ThemeConfig } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useLang } from "../i18n/index.ts";
import { dark, fonts, light, radius, type Tokens, useDark } from "../tokens/index.ts";

const hovered = ({ ink3, indigo }: Tokens) => ({ hoverBorderColor: ink3, activeBorderColor: indigo });
const focused = (tokens: Tokens) => ({ ...hovered(tokens), activeShadow: `0 0 0 2px ${tokens.indigoWash}` });

function themeOf(tokens: Tokens): ThemeConfig {
  return {
    hashed: false,
    token: {
      colorPrimary: tokens.sealFill,
      colorPrimaryHover: tokens.sealHover,
      colorPrimaryActive: tokens.sealHover,
      colorPrimaryBg: tokens.sealWash,
      colorPrimaryBorder: tokens.seal,
      colorPrimaryText: tokens.seal,
      colorTextLightSolid: tokens.onSeal,
      colorLink: tokens.seal,
      colorLinkHover: tokens.seal,
      colorLinkActive: tokens.seal,
      colorError: tokens.seal,
      colorErrorBg: tokens.sealWash,
      colorErrorBorder: tokens.seal,
      colorSuccess: tokens.pine,
      colorSuccessBg: tokens.pineWash,
      colorSuccessBorder: tokens.pine,
      colorWarning: tokens.amber,
      colorWarningBg: tokens.amberWash,
      colorWarningBorder: tokens.amber,
      colorInfo: tokens.indigo,
      colorInfoBg: tokens.indigoWash,
      colorInfoBorder: tokens.indigo,
      colorText: tokens.ink,
      colorTextSecondary: tokens.ink2,
      colorTextTertiary: tokens.ink3,
      colorTextQuaternary: tokens.ink3,
      colorTextPlaceholder: tokens.ink3,
      colorTextDescription: tokens.ink3,
      colorTextHeading: tokens.ink,
      colorBgBase: tokens.sheet,
      colorBgLayout: tokens.paper,
      colorBgContainer: tokens.sheet,
      colorBgElevated: tokens.sheet,
      colorBgContainerDisabled: tokens.inset,
      colorFillAlter: tokens.inset,
      colorFillSecondary: tokens.inset,
      colorFillTertiary: tokens.inset,
      colorFillQuaternary: tokens.inset,
      colorBorder: tokens.line,
      colorBorderSecondary: tokens.hair,
      colorBorderDisabled: tokens.hair,
      colorSplit: tokens.hair,
      controlItemBgHover: tokens.inset,
      controlItemBgActive: tokens.sealWash,
      controlItemBgActiveHover: tokens.sealWash,
      controlOutline: "transparent",
      borderRadius: radius,
      borderRadiusLG: radius,
      borderRadiusSM: radius - 1,
      controlHeight: 34,
      fontFamily: fonts.sans,
      fontFamilyCode: fonts.mono,
      fontSize: 14,
      boxShadow: "0 8px 28px rgb(30 20 10 / 14%)",
      boxShadowSecondary: "0 8px 28px rgb(30 20 10 / 14%)",
      boxShadowTertiary: "none",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.18s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", fontWeight: 500 },
      // What is chosen lies on top: lighter than its track, in the dark too.
      Segmented: {
        trackBg: tokens === dark ? tokens.paper : tokens.inset,
        itemSelectedBg: tokens === dark ? tokens.inset : tokens.sheet,
        itemSelectedColor: tokens.seal,
      },
      // A field that is written in is no field at fault: seal red is kept for that.
      Input: focused(tokens),
      InputNumber: focused(tokens),
      DatePicker: focused(tokens),
      Select: { ...hovered(tokens), activeOutlineColor: tokens.indigoWash },
      Table: {
        headerBg: "transparent",
        headerColor: tokens.ink3,
        headerSplitColor: "transparent",
        rowHoverBg: tokens.inset,
        cellPaddingBlock: 10,
        cellPaddingInline: 12,
        borderColor: tokens.hair,
      },
    },
  };
}

const themes = { light: themeOf(light), dark: themeOf(dark) };

/** Gives all below it the look and the language; for what needs no messages, without the weight of them. */
export function Dress({ children }: { children: ReactNode }) {
  const isDark = useDark();
  const lang = useLang();
  return (
    <ConfigProvider
      locale={lang === "zh" ? zhCN : enUS}
      theme={isDark ? themes.dark : themes.light}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}

/** The same, with a place for messages. */
export function Look({ children }: { children: ReactNode }) {
  return (
    <Dress>
      <App>{children}</App>
    </Dress>
  );
}
