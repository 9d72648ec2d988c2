import { expect, it } from 'vitest';
import { conformity } from './facts';

const audited = (rate: number) => conformity({ audit: { by: 'un cabinet', on: '2027-01-15', rate } });

it('claims nothing before an audit', () => expect(conformity({ audit: null })).toBe('none'));
it.each([[0.49, 'none'], [0.5, 'partial'], [0.99, 'partial'], [1, 'full']])('of %s of the criteria says %s', (rate, said) => expect(audited(rate)).toBe(said));
