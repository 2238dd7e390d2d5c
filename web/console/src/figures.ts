/** The figures of the shop as the server keeps them, and its verifications. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import { useLang } from "@tessera/shared/i18n";

/** How often the figures are asked for while they are looked at, in milliseconds. */
const EVERY = 60_000;
/** How often a running verification is asked for. */
const SOON = 800;

export function useFigures() {
  const lang = useLang();
  return useQuery({
    queryKey: ["figures", lang],
    queryFn: () => ask(api.GET("/v1/figures")),
    // A survey is a matter of seconds in most shops, and of minutes in the largest.
    refetchInterval: ({ state: { data } }) => {
      if (!data || (data.fresh_as_of && !data.renewing)) return EVERY;
      return data.renewed_after_minutes > 5 ? 4 * SOON : SOON;
    },
  });
}

/** Counts the figures now instead of when they are due. */
export function useRenewFigures() {
  const lang = useLang();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST("/v1/figures/renew")),
    onSuccess: (figures) => client.setQueryData(["figures", lang], figures),
  });
}

export function useVerifications() {
  return useQuery({
    queryKey: ["verifications"],
    queryFn: async () => (await ask(api.GET("/v1/verifications"))).data,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === "running") ? SOON : false),
  });
}

export function useVerify() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST("/v1/verifications")),
    onSuccess: () => client.invalidateQueries({ queryKey: ["verifications"] }),
  });
}
