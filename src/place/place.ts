/** What the user's own data say of an address. Texts are cleaned, but a third party's. */
export type Place = {
  /** ISO 3166, two capitals. */
  readonly country?: string;
  /** Where the address is; or only where it is registered, since the data say no more. */
  readonly basis?: 'location' | 'registration';
  /** The number of the network (autonomous system). */
  readonly asn?: number;
  /** Who runs the network. */
  readonly organization?: string;
};

/** `undefined` where nothing is known of an address, and for what is no address. Never throws. */
export type PlaceOf = (address: string) => Place | undefined;
