/** Imports as jobs of the server: previewed, started, watched, listed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@tessera/shared/api";
import type { Mapping } from "./mapping.ts";

/** How often a running import is asked for, in milliseconds. */
const EVERY = 700;
/** As much of a file as a preview takes, in bytes. */
const HEAD = 1024 * 1024;

/** The bytes as they are: the client would write a body as JSON otherwise. */
const asIs = {
  bodySerializer: (body: unknown) => body as Blob,
  headers: { "content-type": "application/octet-stream" },
};

/** The document knows bytes as a list of numbers. */
const bytes = (file: Blob) => file as unknown as number[];

export function usePreview() {
  return useMutation({
    mutationFn: (file: File) =>
      ask(
        api.POST("/v1/imports/preview", {
          params: { query: { name: file.name } },
          body: bytes(file.slice(0, HEAD)),
          ...asIs,
        }),
      ),
  });
}

interface Wish {
  file: File;
  mapping: Mapping;
  isDry: boolean;
}

export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, mapping, isDry }: Wish) =>
      ask(
        api.POST("/v1/imports", {
          params: { query: { name: file.name, dry_run: isDry, mapping: JSON.stringify(mapping) } },
          body: bytes(file),
          ...asIs,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["imports"] }),
  });
}

export function useImports() {
  return useQuery({
    queryKey: ["imports"],
    queryFn: async () => (await ask(api.GET("/v1/imports"))).data,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === "running") ? EVERY : false),
  });
}

export function useOneImport(id: string) {
  return useQuery({
    queryKey: ["imports", id],
    queryFn: () => ask(api.GET("/v1/imports/{import}", { params: { path: { import: id } } })),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? EVERY : false),
  });
}
