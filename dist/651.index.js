export const id = 651;
export const ids = [651];
export const modules = {

/***/ 651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
const leftOut = (what) => {
  throw new Error(`undici's ${what} is left out of this action: its requests go through node:http.`);
};

class ProxyAgent {
  constructor() {
    leftOut('ProxyAgent');
  }
}

const fetch = () => leftOut('fetch');


/***/ })

};
