/** One operation of ours, known to the server by the SHA-256 of its text. The text itself is sent in development only. */
export interface Operation<Result, Variables> {
  readonly id: string;
  readonly text: string;
  /** Never there: carries the types. */
  readonly types?: (variables: Variables) => Result;
}

export const op = <Result, Variables>(id: string, text: string): Operation<Result, Variables> => ({ id, text });
