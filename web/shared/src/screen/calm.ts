import { useEffect, useState } from "react";

/** A value once it has not changed for a moment: what is asked while somebody types is asked once. */
export function useCalm<T>(value: T, pause = 180): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return calm;
}
