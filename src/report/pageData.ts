import type { NoticeSettings } from '../notice/notice.ts';
import type { PackedSignIns } from './packSignIns.ts';

/** What a page embeds for its script. */
export type PageData = {
  readonly settings: NoticeSettings;
  readonly isLive: boolean;
  readonly signIns: PackedSignIns;
};
