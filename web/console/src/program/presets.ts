/** The presets of the house, as the executable has them too: whole programs to start from. */
import banded from "../../../../programs/banded.toml?raw";
import flat from "../../../../programs/flat.toml?raw";
import growth from "../../../../programs/growth.toml?raw";

export const presets = { flat, banded, growth } as const;
export type Preset = keyof typeof presets;
