/** The shop's stores, for every place that names one. */
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { useMemo } from "react";

export function useStores() {
  return useQuery({
    queryKey: ["stores"],
    retry: false,
    queryFn: async () => (await ask(api.GET("/v1/stores"))).data,
  });
}

/** What people call a store; its id where it is not known, or where one may not ask. */
export function useStoreName(): (id: string) => string {
  const { data } = useStores();
  return useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? id;
  }, [data]);
}

/** The stores to choose from. */
export function useStoreChoice() {
  const { data } = useStores();
  return useMemo(
    () => data?.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })) ?? [],
    [data],
  );
}
