import type { NoticeSettings } from '../notice/notice.ts';
import { localTime } from '../signin/localTime.ts';
import type { ReportSpeech } from './report.ts';
import { reportWordsOf } from './reportWords.ts';

/** What a report is said with, for as long as it is in use: a time that was asked for once is known. */
export function createSpeech(settings: NoticeSettings): ReportSpeech {
  const numbers = new Intl.NumberFormat(settings.language);
  const times = new Map<string, string>();
  return {
    words: reportWordsOf(settings.language),
    settings,
    number: (value) => numbers.format(value),
    time: (iso) => {
      const known = times.get(iso);
      if (known !== undefined) return known;
      const time = localTime(iso, settings.timeZone);
      times.set(iso, time);
      return time;
    },
  };
}
