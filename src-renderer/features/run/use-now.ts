import { useEffect, useState } from 'react';

const SECOND = 1_000;

/** @returns the time, once a second while something counts; milliseconds since 1970 */
export function useNow(isCounting: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isCounting) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [isCounting]);
  return now;
}
