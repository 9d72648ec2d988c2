import { useState } from 'preact/hooks';
import { ask } from '../api';
import { useWork } from '../ask';
import type { Operation } from '../op';
import * as m from '../texts/messages';
import { Wrong } from '../ui/says';

interface Slice<N> { nodes: N[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

/** Further pages of a list, one after the other, at a person's pace. */
export function useMore<N, R, V extends { after?: string | null }>(operation: Operation<R, V>, variables: V, slice: (data: R) => Slice<N>, first: Slice<N> | null) {
  const [more, setMore] = useState<Slice<N>[]>([]);
  const work = useWork();
  const last = more.at(-1) ?? first;
  const nodes = [...(first?.nodes ?? []), ...more.flatMap(s => s.nodes)];
  const next = () => work.run(async () => {
    const found = slice(await ask(operation, { ...variables, after: last!.pageInfo.endCursor }));
    setMore(before => [...before, found]);
  });
  const button = last?.pageInfo.hasNextPage ? <><Wrong error={work.error} /><p><button type="button" class="second" disabled={work.busy} onClick={() => void next()}>{m.more()}</button></p></> : null;
  return { nodes, button };
}
