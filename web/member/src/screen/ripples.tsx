/** Rings as of a drop in tea: what the face of the card and the door are printed with. */
export function Ripples() {
  return (
    <svg className="ripples" viewBox="0 0 320 200" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
      {Array.from({ length: 22 }, (_, at) => (
        <circle key={at} cx="262" cy="196" r={10 + at * 12} />
      ))}
    </svg>
  );
}
