import { type UnpackedSignIns, unpackSignIns } from '../packSignIns.ts';
import type { PageData } from '../pageData.ts';
import { find } from './elements.ts';

/** Unpacks what the page embeds: JSON, compressed, in Base64. */
export async function loadData(): Promise<
  Pick<PageData, 'settings' | 'isLive'> & { readonly unpacked: UnpackedSignIns }
> {
  const packed = atob(find('data', HTMLScriptElement).textContent ?? '');
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const { settings, isLive, signIns }: PageData = await new Response(stream).json();
  return { settings, isLive, unpacked: unpackSignIns(signIns) };
}
