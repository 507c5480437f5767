/** The part of aws4 (MIT) that is used here; it brings no types of its own. */
declare module 'aws4' {
  export type SignedRequest = {
    readonly service: string;
    readonly region: string;
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly body: string;
    readonly headers?: Record<string, string>;
  };
  export type SigningCredentials = {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Adds the headers of Signature Version 4 to the request, and returns it. */
  export function sign(request: SignedRequest, credentials: SigningCredentials): SignedRequest;
}
