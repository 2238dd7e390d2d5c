/** What can be done, with the key that does it. */
import type { ReactNode, Ref } from "react";

interface ActProps {
  /** The key, as it is printed on keyboards. */
  k?: string;
  children: ReactNode;
  onAct: () => void;
  /** How much it stands out: the one thing to do now, something to do, or a word in passing. */
  weight?: "main" | "plain" | "quiet";
  disabled?: boolean;
  busy?: boolean;
  /** For buttons that are on or off. */
  pressed?: boolean;
  submit?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Act({
  k,
  children,
  onAct,
  weight = "plain",
  disabled = false,
  busy = false,
  pressed,
  submit = false,
  ref,
}: ActProps) {
  return (
    <button
      ref={ref}
      type={submit ? "submit" : "button"}
      className={`act ${weight}`}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={k && k.length > 1 ? k : undefined}
      onClick={submit ? undefined : onAct}
    >
      <span>{children}</span>
      {k && (
        <span className="kbd" aria-hidden="true">
          {k}
        </span>
      )}
    </button>
  );
}
