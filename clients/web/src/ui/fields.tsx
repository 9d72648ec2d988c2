import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface FieldProps { id: string; label: string; hint?: ComponentChildren; error?: string | null; value: string; on: (value: string) => void }
interface Input {
  type?: 'text' | 'tel' | 'date' | 'time' | 'number' | 'password' | 'email' | 'search';
  inputMode?: 'tel' | 'numeric';
  autocomplete?: string;
  required?: boolean;
  maxLength?: number;
  autoFocus?: boolean;
  onBlur?: () => void;
  min?: string;
  max?: string;
  step?: string;
}

const described = (id: string, hint: unknown, error: unknown) => [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

function Around({ id, label, hint, error, children }: { id: string; label: string; hint?: ComponentChildren; error?: string | null; children: ComponentChildren }) {
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
      {children}
    </div>
  );
}

export function Field({ id, label, hint, error, value, on, type, autoFocus, ...input }: FieldProps & Input) {
  const box = useRef<HTMLInputElement>(null);
  // The attribute works once for a document, and this one lives for many screens.
  useEffect(() => { if (autoFocus) box.current?.focus(); }, []);
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      {/* The types of Preact tie "type" to "role", one by one; this one has no role. */}
      <input {...input} ref={box} type={(type ?? 'text') as 'text'} id={id} value={value} aria-describedby={described(id, hint, error)} aria-invalid={error ? true : undefined} onInput={event => on(event.currentTarget.value)} />
    </Around>
  );
}

export function TextArea({ id, label, hint, error, value, on, rows = 3, maxLength }: FieldProps & { rows?: number; maxLength?: number }) {
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <textarea id={id} rows={rows} maxLength={maxLength} value={value} aria-describedby={described(id, hint, error)} aria-invalid={error ? true : undefined} onInput={event => on(event.currentTarget.value)} />
    </Around>
  );
}

export function Select({ id, label, hint, error, value, on, options, required }: FieldProps & { required?: boolean; options: readonly (readonly [string, string])[] }) {
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <select id={id} value={value} required={required} aria-describedby={described(id, hint, error)} onChange={event => on(event.currentTarget.value)}>
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </Around>
  );
}

interface Group<T extends string> { name: string; legend: string; hint?: string; error?: string | null; options: readonly (readonly [T, string])[]; hideLegend?: boolean; children?: ComponentChildren }

function Fieldset({ name, legend, hint, error, hideLegend, children }: Omit<Group<string>, 'options'>) {
  return (
    <fieldset class={error ? 'bad' : undefined} aria-describedby={described(name, hint, error)}>
      <legend class={hideLegend ? 'sr' : undefined}>{legend}</legend>
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      {children}
    </fieldset>
  );
}

/** One of several. */
export function Radios<T extends string>({ value, on, options, children, ...group }: Group<T> & { value: T | null; on: (value: T) => void }) {
  return (
    <Fieldset {...group}>
      {options.map(([key, text], i) => (
        <label class="choice" key={key}>
          <input type="radio" id={i === 0 ? group.name : undefined} name={group.name} checked={value === key} onChange={() => on(key)} /> <span>{text}</span>
        </label>
      ))}
      {children}
    </Fieldset>
  );
}

/** Any of several. */
export function Checks<T extends string>({ value, on, options, children, ...group }: Group<T> & { value: readonly T[]; on: (value: T[]) => void }) {
  return (
    <Fieldset {...group}>
      {options.map(([key, text], i) => (
        <label class="choice" key={key}>
          <input type="checkbox" id={i === 0 ? group.name : undefined} checked={value.includes(key)} onChange={event => on(event.currentTarget.checked ? [...value, key] : value.filter(v => v !== key))} /> <span>{text}</span>
        </label>
      ))}
      {children}
    </Fieldset>
  );
}
