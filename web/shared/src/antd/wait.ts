/** Seconds that run down, for what the server does not answer before they have passed. */
import { useEffect, useState } from "react";

export function useWait() {
  const [until, setUntil] = useState(0);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const look = () => setSeconds(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [until]);
  return { seconds, begin: (length: number) => setUntil(Date.now() + length * 1000) };
}
