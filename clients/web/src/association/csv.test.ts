import { expect, it } from 'vitest';
import { csv } from './csv';

it('opens in a French spreadsheet', () => expect(csv([['Groupe', 'Part'], ['75 ans; plus', 0.5]])).toBe('\ufeffGroupe;Part\r\n"75 ans; plus";0,5\r\n'));
it('runs nothing', () => expect(csv([['=HYPERLINK("x")', '-1+1', 'a"b']])).toBe(`\ufeff"'=HYPERLINK(""x"")";'-1+1;"a""b"\r\n`));
