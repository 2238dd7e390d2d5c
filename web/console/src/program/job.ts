/** Backtests as jobs of the server: started, watched, listed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";

/** How often a running job is asked for, in milliseconds. */
const EVERY = 700;

export function useJobs() {
  return useQuery({
    queryKey: ["backtests"],
    queryFn: async () => (await ask(api.GET("/v1/backtests"))).data,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === "running") ? EVERY : false),
  });
}

export function useJob(id: string) {
  return useQuery({
    queryKey: ["backtests", id],
    enabled: id !== "",
    queryFn: () => ask(api.GET("/v1/backtests/{job}", { params: { path: { job: id } } })),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? EVERY : false),
  });
}

export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: string) =>
      ask(api.POST("/v1/backtests", { body: { program: document, against_current: true } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["backtests"], exact: true }),
  });
}
