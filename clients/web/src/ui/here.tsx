import { useState } from 'preact/hooks';
import type { Here } from '../whose';
import * as m from '../texts/messages';

/** "Around here": asked of the device only when somebody presses it. */
export function HereButton({ found }: { found: (here: Here) => void }) {
  const [said, setSaid] = useState<string | null>(null);
  const locate = () => {
    setSaid(m.here_wait());
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { found({ latitude: coords.latitude, longitude: coords.longitude }); setSaid(m.here_found()); },
      () => setSaid(m.here_failed()),
      { timeout: 10_000 },
    );
  };
  return (
    <>
      {'geolocation' in navigator && <p><button type="button" class="second" onClick={locate}>{m.here()}</button></p>}
      <p role="status">{said}</p>
    </>
  );
}
