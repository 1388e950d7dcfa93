/** The version of `package.json`, which a contract test holds it to; told to the server as the User-Agent. */
export const VERSION = '1.0.0';
