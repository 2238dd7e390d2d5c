/** Seconds until something may be done again, counted down where somebody looks. */
import { useEffect, useState } from "react";

/** Whole seconds from `now` to `until`, both in milliseconds; 0 once it has come. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** The seconds left, and how to begin anew. */
export function useCountdown(): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const look = () => setLeft(secondsLeft(until, Date.now()));
    look();
    if (until <= Date.now()) return;
    // By the clock, not by counting ticks: a phone that slept shows what is true.
    const ticking = setInterval(() => {
      look();
      if (until <= Date.now()) clearInterval(ticking);
    }, 250);
    return () => clearInterval(ticking);
  }, [until]);
  return [left, (seconds) => setUntil(Date.now() + seconds * 1000)];
}
