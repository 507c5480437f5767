import type { Notifier } from '../../src/bell/ports.ts';
import type { Notice } from '../../src/notice/notice.ts';

/** A notifier that keeps what it was given; `refuse` decides whether it takes a notice. */
export type RecordingNotifier = Notifier & {
  readonly sent: Notice[];
  refuse: (notice: Notice) => boolean;
};

export function createRecordingNotifier(): RecordingNotifier {
  const sent: Notice[] = [];
  const notifier: RecordingNotifier = {
    sent,
    refuse: () => false,
    send: async (notice) => {
      if (notifier.refuse(notice)) throw new Error('the channel is down');
      sent.push(notice);
    },
  };
  return notifier;
}
