/** Which address shows which room. Each room is loaded when somebody enters it. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Failure, Loading } from "@tessera/shared/screen";
import { readFilter } from "./rooms/members/filter.ts";
import { Nowhere } from "./shell/nowhere.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere });

const today = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./rooms/today/page.tsx"), "Today"),
});
const members = createRoute({
  getParentRoute: () => root,
  path: "/members",
  validateSearch: readFilter,
  component: lazyRouteComponent(() => import("./rooms/members/page.tsx"), "Members"),
});
const member = createRoute({
  getParentRoute: () => root,
  path: "/members/$member",
  component: lazyRouteComponent(() => import("./rooms/member/page.tsx"), "Member"),
});
const program = createRoute({
  getParentRoute: () => root,
  path: "/program",
  component: lazyRouteComponent(() => import("./rooms/program/page.tsx"), "Program"),
});
const current = createRoute({
  getParentRoute: () => program,
  path: "/",
  component: lazyRouteComponent(() => import("./rooms/program/current.tsx"), "Current"),
});
const draft = createRoute({
  getParentRoute: () => program,
  path: "/draft",
  component: lazyRouteComponent(() => import("./rooms/program/draft.tsx"), "Draft"),
});
const tryIt = createRoute({
  getParentRoute: () => program,
  path: "/try",
  component: lazyRouteComponent(() => import("./rooms/program/try.tsx"), "TryIt"),
});
const backtest = createRoute({
  getParentRoute: () => program,
  path: "/backtest",
  component: lazyRouteComponent(() => import("./rooms/program/backtest.tsx"), "Backtest"),
});
const versions = createRoute({
  getParentRoute: () => program,
  path: "/versions",
  component: lazyRouteComponent(() => import("./rooms/program/versions.tsx"), "Versions"),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: "/ledger",
  component: lazyRouteComponent(() => import("./rooms/ledger/page.tsx"), "Ledger"),
});
const approvals = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  component: lazyRouteComponent(() => import("./rooms/approvals/page.tsx"), "Approvals"),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: "/import",
  component: lazyRouteComponent(() => import("./rooms/imports/page.tsx"), "Imports"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("./rooms/settings/page.tsx"), "Settings"),
});
const account = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyRouteComponent(() => import("./rooms/settings/account.tsx"), "Account"),
});
const stores = createRoute({
  getParentRoute: () => settings,
  path: "/stores",
  component: lazyRouteComponent(() => import("./rooms/settings/stores.tsx"), "Stores"),
});
const staff = createRoute({
  getParentRoute: () => settings,
  path: "/staff",
  component: lazyRouteComponent(() => import("./rooms/settings/staff.tsx"), "StaffList"),
});
const keys = createRoute({
  getParentRoute: () => settings,
  path: "/keys",
  component: lazyRouteComponent(() => import("./rooms/settings/keys.tsx"), "Keys"),
});
const limits = createRoute({
  getParentRoute: () => settings,
  path: "/approval",
  component: lazyRouteComponent(() => import("./rooms/settings/approval-limits.tsx"), "ApprovalLimits"),
});
const audit = createRoute({
  getParentRoute: () => settings,
  path: "/audit",
  component: lazyRouteComponent(() => import("./rooms/settings/audit.tsx"), "Audit"),
});
const elsewhere = createRoute({
  getParentRoute: () => root,
  path: "/today",
  beforeLoad: () => {
    throw redirect({ to: "/" });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    today,
    members,
    member,
    program.addChildren([current, draft, tryIt, backtest, versions]),
    ledger,
    approvals,
    imports,
    settings.addChildren([account, stores, staff, keys, limits, audit]),
    elsewhere,
  ]),
  basepath: "/console",
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
