/** How the action proves who it is. */
export type Credentials =
  | { readonly kind: 'api-key'; readonly apiKey: string }
  | { readonly kind: 'login'; readonly username: string; readonly password: string };
