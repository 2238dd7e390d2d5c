/** What conditions may look at: the server knows the names, what each holds and how it is compared. It checks every text; here they spare typing. */
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Said } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";

/** What a field holds: it says how a value is written. */
export type Kind = "money" | "whole" | "quantity" | "date" | "text" | "tier" | "list" | "flag";

/** What a rule reacts to, or the lines of an order. */
export type Place = "order" | "join" | "activity" | "line";

/** How two things are compared: as it is written, or a word where it is written around the field. */
export type Operator = string;

export interface Field {
  name: string;
  kind: Kind;
  label: string;
  places: string[];
  /** The first is what a new line begins with. */
  operators: Operator[];
}

/** Every field, the most used first. */
export interface Names {
  /** Those there are in a place; where lines are selected, those of the line before all others. */
  in(place: Place): Field[];
  named(name: string): Field | undefined;
}

export function namesOf(items: readonly Said<"ConditionName">[]): Names {
  const fields = items.map(
    ({ name, label, type, places, operators }): Field => ({ name, label, kind: type as Kind, places, operators }),
  );
  const byName = new Map(fields.map((field) => [field.name, field]));
  return {
    in(place) {
      const here = fields.filter(({ places }) => places.includes(place));
      const isOwn = ({ places }: Field) => places.length === 1;
      return [...here.filter(isOwn), ...here.filter((field) => !isOwn(field))];
    },
    named: (name) => byName.get(name),
  };
}

export function useConditionNames() {
  const lang = useLang();
  return useQuery({
    queryKey: ["condition-names", lang],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET("/v1/programs/conditions")),
    select: ({ data }) => namesOf(data),
  });
}
