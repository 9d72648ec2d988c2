import type { ComponentType } from 'preact';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import type { DeskProps } from './door';
import { late } from './late';

const PARTS: Record<string, ComponentType<DeskProps>> = { charte: late(() => import('./charter')), regles: late(() => import('./rules')), territoire: late(() => import('./territory')) };

/** What is decided rarely, and read with care. */
export function SettingsPart(props: DeskProps) {
  const Part = PARTS[props.part];
  return Part ? <Part {...props} /> : <Page title={m.not_found_title()}><p>{m.not_found_text()}</p></Page>;
}
