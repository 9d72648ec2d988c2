import * as m from './texts/messages';
import { getLocale } from './texts/language';
import type { Operation } from './op';

/** What the service refused, by its stable code, in the reader's language; or that it could not be reached ("OFFLINE"). */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly suggestions: readonly string[] = [],
  ) {
    super(message);
  }
}

interface UserError { code: string; message: string; field?: string | null; suggestions?: string[] }
interface Answer<R> { data?: R; errors?: { message: string; extensions?: { code?: string } }[] }

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** A query may be asked again; a change may not: nobody knows whether the first one arrived. */
export const ask = <R, V>(operation: Operation<R, V>, variables: V): Promise<R> => send(operation, variables, 3);
export const change = <R, V>(operation: Operation<R, V>, variables: V): Promise<R> => send(operation, variables, 1);

async function send<R, V>(operation: Operation<R, V>, variables: V, tries: number): Promise<R> {
  const answer = await post<R>(JSON.stringify(operation.text ? { query: operation.text, variables } : { documentId: operation.id, variables }), tries);
  const wrong = answer.errors?.[0];
  if (wrong) throw lost(new Refused(wrong.extensions?.code ?? 'INTERNAL_ERROR', wrong.message));
  if (!answer.data) throw new Refused('INTERNAL_ERROR', m.error_unknown());
  for (const field of Object.values(answer.data as Record<string, { errors?: UserError[] } | null>)) {
    const first = field?.errors?.[0];
    if (first) throw lost(new Refused(first.code, first.message, first.field ?? null, first.suggestions ?? []));
  }
  return answer.data;
}

async function post<R>(body: string, tries: number): Promise<Answer<R>> {
  for (let i = 1; ; i++) {
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': getLocale(), 'GraphQL-Preflight': '1' },
        body,
      });
      // A proxy that answers for a service that is away writes HTML.
      if (!response.headers.get('Content-Type')?.includes('json')) throw new TypeError('not JSON');
      return (await response.json()) as Answer<R>;
    } catch {
      if (i >= tries) throw new Refused('OFFLINE', m.error_offline());
      await pause(500 * 2 ** i);
    }
  }
}

/** Whoever keeps what the session was told listens, and asks to sign in again. */
function lost(refused: Refused): Refused {
  if (refused.code === 'UNAUTHENTICATED') dispatchEvent(new Event('cv-signed-out'));
  return refused;
}
