/** Lines of which all or any must hold, and groups within them. */
import { useWords } from "@tessera/shared/i18n";
import { Segmented } from "antd";
import type { Group, Test } from "../../../condition/condition.ts";
import type { Names, Place } from "../../../condition/names.ts";
import type { Named } from "../../../document/program.ts";
import { TestRow } from "./test-row.tsx";
import { words } from "./words.ts";

interface GroupProps {
  group: Group;
  place: Place;
  names: Names;
  tiers: readonly Named[];
  change: (group: Group) => void;
  /** Takes the group out; not there for the outermost. */
  remove?: () => void;
  depth?: number;
}

/** How deep groups may stand here; deeper ones are written as text. */
const DEEPEST = 2;

function newTest(place: Place, names: Names): Test {
  const [first] = names.in(place);
  return { kind: "test", field: first?.name ?? "", operator: first?.operators[0] ?? "==", values: [""] };
}

export function GroupView({ group, place, names, tiers, change, remove, depth = 1 }: GroupProps) {
  const t = useWords(words);
  const put = (at: number, item: Test | Group | undefined) =>
    change({ ...group, items: group.items.flatMap((old, index) => (index === at ? (item ?? []) : old)) });
  const add = (item: Test | Group) => change({ ...group, items: [...group.items, item] });
  return (
    <div className={depth > 1 ? "group inner-group" : "group"}>
      {(group.items.length > 1 || depth > 1) && (
        <div className="group-head">
          <Segmented
            size="small"
            value={group.joined}
            options={(["all", "any"] as const).map((value) => ({ value, label: t[value] }))}
            onChange={(joined) => change({ ...group, joined })}
          />
          <span className="quiet">{t.of}</span>
          {remove && (
            <button type="button" className="text-button band-gone" aria-label={t.removeGroup} onClick={remove}>
              ×
            </button>
          )}
        </div>
      )}
      {group.items.length === 0 && <p className="quiet">{t.none}</p>}
      {group.items.map((item, at) =>
        item.kind === "test" ? (
          <TestRow
            key={at}
            test={item}
            place={place}
            names={names}
            tiers={tiers}
            change={(next) => put(at, next)}
            remove={() => put(at, undefined)}
          />
        ) : (
          <GroupView
            key={at}
            group={item}
            place={place}
            names={names}
            tiers={tiers}
            change={(next) => put(at, next)}
            remove={() => put(at, undefined)}
            depth={depth + 1}
          />
        ),
      )}
      <div className="group-more">
        <button type="button" className="text-button" onClick={() => add(newTest(place, names))}>
          + {t.addTest}
        </button>
        {depth < DEEPEST && group.items.length > 0 && (
          <button
            type="button"
            className="text-button"
            onClick={() =>
              add({
                kind: "group",
                joined: group.joined === "all" ? "any" : "all",
                items: [newTest(place, names), newTest(place, names)],
              })
            }
          >
            + {t.addGroup}
          </button>
        )}
      </div>
    </div>
  );
}
