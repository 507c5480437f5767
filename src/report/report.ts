import type { SignInSummary } from '../local/signInSummary.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import type { Place } from '../place/place.ts';
import type { FirstSeen, SignIn } from '../signin/signIn.ts';
import type { ReportWords } from './reportWords.ts';

/** A sign-in of a report, with what else is known of it. */
export type ReportSignIn = {
  readonly signIn: SignIn;
  readonly marks?: FirstSeen | undefined;
  /** What is known of its address. */
  readonly place?: Place | undefined;
  /** Of one in a journal: what became of it. */
  readonly state?: string | undefined;
};

/** An input that could not be read, or not to its end. `reason` and `hint` are in English. */
export type ReportProblem = {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly reason: string;
  readonly hint: string;
};

/** Sign-ins with what they come to. */
export type SummedSignIns = {
  /** Newest first. */
  readonly signIns: readonly ReportSignIn[];
  /** Of the same sign-ins. */
  readonly summary: SignInSummary;
};

/** What a report is made of; the figures count all sign-ins. Texts are untrusted. */
export type Report = SummedSignIns & {
  /** How many of the newest stand in the list. */
  readonly most: number;
  readonly problems: readonly ReportProblem[];
  /** Why these are not all that was asked for; `''` where they are. */
  readonly incomplete: string;
  /** What was asked for, an option each: `--user alice`. */
  readonly filters: readonly string[];
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly settings: NoticeSettings;
  /** A page that is served and kept up to date; `version` counts its changes. */
  readonly live?: { readonly version: number };
};

/** What every part of a report is said with. */
export type ReportSpeech = {
  readonly words: ReportWords;
  readonly settings: NoticeSettings;
  /** A number as the language writes it. */
  number(value: number): string;
  /** ISO 8601 as the zone's time. */
  time(iso: string): string;
};
