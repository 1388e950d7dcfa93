const leftOut = (what) => {
  throw new Error(`undici's ${what} is left out of this action: its requests go through node:http.`);
};

export class ProxyAgent {
  constructor() {
    leftOut('ProxyAgent');
  }
}

export const fetch = () => leftOut('fetch');
