/** A leaf laid over the counter: a dialog that takes the keys until it is closed. */
import { type ReactNode, useEffect, useRef } from "react";

interface LeafProps {
  title: string;
  children: ReactNode;
  /** Called by Escape and a click beside it; without it the leaf stays until something is chosen. */
  onClose?: () => void;
  wide?: boolean;
}

export function Leaf({ title, children, onClose, wide = false }: LeafProps) {
  const leaf = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    leaf.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; a click beside it is for the pointer.
    <dialog
      ref={leaf}
      className={wide ? "leaf wide" : "leaf"}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === leaf.current) onClose?.();
      }}
    >
      <div className="leaf-body">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
