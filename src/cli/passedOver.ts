import type { PassedOver } from '../local/listRecordFiles.ts';
import { plural } from './plural.ts';
import { shown, type Terminal } from './terminal.ts';

/** Says which files were passed over in folders, by kind and number; nothing where none was. */
export function sayPassedOver(passedOver: PassedOver, terminal: Terminal): void {
  const kinds = Object.entries(passedOver);
  if (kinds.length === 0) return;
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  const list = kinds.map(([what, count]) => `${count} ${shown(what, 40)}`).join(', ');
  terminal.err(`${plural(total, 'file')} without records passed over: ${list}.`);
}
