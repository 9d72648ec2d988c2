import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Refused } from '../api';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Wrong } from '../ui/says';
import type { DeskProps } from './door';

type Load = () => Promise<{ default: ComponentType<DeskProps> }>;

/** A screen that is fetched when somebody opens it, so that the day's board stays light. */
export const late = (load: Load): ComponentType<DeskProps> => props => <Late load={load} {...props} />;

function Late({ load, ...props }: DeskProps & { load: Load }) {
  const [Screen, set] = useState<ComponentType<DeskProps> | null>(null);
  const [error, setError] = useState<Refused | null>(null);
  useEffect(() => { load().then(found => set(() => found.default), () => setError(new Refused('OFFLINE', m.error_offline()))); }, []);
  if (error) return <Page title="CyberVoisins" wide><Wrong error={error} /></Page>;
  return Screen ? <Screen {...props} /> : <p class="wait" role="status">{m.loading()}</p>;
}
