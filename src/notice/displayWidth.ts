const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/gu;

/** Columns that text takes on a screen: kana, kanji, hangul and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  return text.replace(/\p{M}/gu, '').replace(WIDE, '--').length;
}
