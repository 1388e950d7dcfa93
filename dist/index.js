import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 6:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const pico = __nccwpck_require__(16);
const utils = __nccwpck_require__(59);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 595:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 265:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const constants = __nccwpck_require__(595);
const utils = __nccwpck_require__(59);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 16:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const scan = __nccwpck_require__(781);
const parse = __nccwpck_require__(265);
const utils = __nccwpck_require__(59);
const constants = __nccwpck_require__(595);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 781:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const utils = __nccwpck_require__(59);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __nccwpck_require__(595);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 59:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __nccwpck_require__(595);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
// EXTERNAL MODULE: ./src/denvr-api/undici-left-out/index.js
var undici_left_out = __nccwpck_require__(651);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici_left_out.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./build/domain/errors.js
var errors = __nccwpck_require__(46);
;// CONCATENATED MODULE: ./build/domain/time.js
/** Units of time in milliseconds; a day is one of UTC. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIMESTAMP_LENGTH = '2026-11-23T14:15:30.123Z'.length;
/**
 * @param momentMs milliseconds since 1970 UTC
 * @returns the moment as text; null if it is no moment, or outside the years 0 to 9999
 */
function toUtcTimestamp(momentMs) {
    const date = new Date(momentMs);
    if (Number.isNaN(date.getTime()))
        return null;
    const text = date.toISOString();
    return text.length === TIMESTAMP_LENGTH ? text : null;
}
/** The moment in milliseconds since 1970 UTC. */
function millisecondsOf(timestamp) {
    return Date.parse(timestamp);
}
/** How far this machine's clock and the service's may differ before a date, or a clock, counts as wrong. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

;// CONCATENATED MODULE: ./build/denvr-api/server-words.js
/**
 * What the words of an error say, and of what. Servers name many things in one sentence; only what is said of the
 * snapshot itself counts, and everything else is a rejection whose words reach the user.
 */
/** The kinds of thing by which a server may call a snapshot, before its id: `Snapshot with the id`, and the like. */
const SNAPSHOT_BEFORE_ID = new RegExp([
    '^(?:an? |the |no |this )?(?:requested |specified |given )?',
    String.raw `(?:(?:vm |virtual machine |volume ?)?snapshots?(?:\.[\w.]+)?|entity|object|resource|item)?`,
    String.raw `(?: ?(?:with|of|by|named|called))?(?: the)?(?: same)?(?: ?(?:id|name|identifier|key))?(?: of| is)?[\s:=]*$`,
].join(''), 'i');
/** Where a sentence, or a part of one that can stand alone, may begin. */
const SENTENCE_START = /(?:[.:;!?)\n]\s+|[—–]\s*|\bdesc = )/g;
/** A label before a colon: what follows is the name of that thing, and of no snapshot. */
const OTHER_LABEL = /\b(?:id|name|named|called|key|identifier|vms?|(?:virtual )?machine|server|disk|volume|image|class|pool|cluster|namespace|vpc|host|node|tenant|user|account)$/i;
/** A namespace or a cluster with what follows it, which is its name as a rule. */
const NAMED_PLACE = String.raw `(namespace|vpc|cluster)[\s:=]+["'\`“‘(]?([\w.-]*\w)["'\`”’)]?`;
const NAMED_PLACES = new RegExp(String.raw `\b${NAMED_PLACE}`, 'gi');
/** After where it was looked for, the sentence must end: `in namespace cache: cache is rebuilding` speaks of the cache. */
const MISSING_AFTER_ID = new RegExp([
    String.raw `^\s*(?:(?:was|is|were|could|can)\s*(?:not|n't) (?:be )?found|not found|cannot be found|can't be found|does(?: not|n't) exist|no longer exists)`,
    `(?:,? (?:in|on|at|within|for|and) (?:the )?(?:${NAMED_PLACE}|namespace|vpc|cluster)){0,2}`,
    String.raw `(?:[.!]?$|[.!]\s|\s*\()`,
].join(''), 'i');
const NOT_FOUND_SUBJECT = /^(.*?\S)\s+(?:(?:was|is|were|are|could|can) )?(?:not (?:be )?found|cannot be found|can't be found|do(?:es)?(?: not|n't) exist)\b/i;
const NOT_FOUND_OBJECT = /\b(?:(?:not|cannot|can't|unable to) find|no such|unknown|invalid) (.+)$/i;
const EXISTS_AFTER_NAME = /^\s*(?:already exists|exists already|(?:is|was) (?:already (?:in use|taken|used|present)|not unique|taken)|already (?:in use|taken))\b(?! by (?!an?(?:other)? snapshot))/i;
/** ASP.NET Boilerplate: `There is no such an entity. Entity type: …Snapshot, id: x`. */
const NO_SUCH_ENTITY = /no such (?:an )?entity\. entity type: [\w.`+-]*snapshot\w*, id: *$/i;
/** `duplicate key … Key: x`, `The duplicate key value is (x)`, and .NET's `An item with the same key …. Key: x`. */
const DUPLICATE_KEY = /duplicate key|same key|duplicate (?:entry|name|snapshot)/i;
/** Words that speak of the name that was asked for without repeating it. */
const THIS_NAME_EXISTS = /\bsnapshot (?:with|of) (?:this|that|the same|the given|the specified) name already exists/i;
const NAMED_AFTER_EXISTS = /\bsnapshot already exists(?: with (?:the )?(?:name|id))?[\s:=]*$/i;
const BUSY = /\bin progress\b|\bis locked\b|\block(?:ed)? by\b|\blocked\b(?! out)|\banother operation\b|\btry again\b|\bretry later\b|\bis busy\b|\bbeing (?:created|deleted|modified|used by another)\b/i;
/** Statuses with which a back end rejects one operation because of another (CSI drivers lock; incus #2930). */
const BUSY_STATUSES = [409, 423, 500, 503];
/**
 * What an error says of a snapshot that was asked for by its id.
 *
 * - `missing`: a 404 in the API's own envelope, without words or with words that say it of a snapshot; or words that say
 *   it of this id, at any status (the vendor's Terraform provider recognises `"<id>" not found`).
 * - `unclear`: any other 404, such as of a gateway, of a wrong base URL, or of a cluster that cannot be reached; and such
 *   words of a service that is not there or busy, or of another namespace or cluster.
 * - `no`: everything else.
 */
function saysMissing(error, asked) {
    const { status, origin } = error;
    const words = error.serverMessage ?? '';
    const isSaid = isSaidOf(words, asked.id, SNAPSHOT_BEFORE_ID, MISSING_AFTER_ID) ||
        isSaidOf(words, asked.id, NO_SUCH_ENTITY, /^\.?(?:\s|$)/);
    if (!isSaid && status !== 404)
        return 'no';
    if (status === 503 || BUSY.test(words) || namesOtherPlace(words, asked))
        return 'unclear';
    return isSaid || (origin === 'api' && (words === '' || saysSnapshotMissing(words))) ? 'missing' : 'unclear';
}
/** Whether words say of a snapshot, and of nothing else, that it was not found. */
function saysSnapshotMissing(words) {
    const [, entityType] = /\bentity type: ([\w.`+-]+)/i.exec(words) ?? [];
    if (entityType !== undefined)
        return /snapshot/i.test(entityType);
    const sentences = words.split(/[.:;!?\n]\s+/);
    const subjects = sentences.flatMap((sentence) => [NOT_FOUND_SUBJECT, NOT_FOUND_OBJECT].flatMap((pattern) => pattern.exec(sentence)?.[1] ?? []));
    const isOfSnapshot = (subject) => /^it$/i.test(subject) || SNAPSHOT_BEFORE_ID.test(subject);
    return subjects.length > 0 ? subjects.every(isOfSnapshot) : /^not found\b/i.test(words);
}
/** Whether words name a namespace or a cluster that is not the one that was asked for. */
function namesOtherPlace(words, { namespace, cluster }) {
    return Array.from(words.matchAll(NAMED_PLACES)).some(([, kind = '', name = '']) => {
        const asked = kind.toLowerCase() === 'cluster' ? cluster : namespace;
        return name.toLowerCase() !== asked.toLowerCase();
    });
}
/**
 * Whether an error says that a snapshot of that name is there already, in whatever case it writes the name. A status
 * alone, a limit, a lock, or a disk that is "already in use" says nothing of it, and neither does a snapshot elsewhere.
 */
function saysAlreadyExists({ serverMessage }, asked) {
    const words = (serverMessage ?? '').toLowerCase();
    const name = asked.id.toLowerCase();
    const isSaid = THIS_NAME_EXISTS.test(words) ||
        isSaidOf(words, name, SNAPSHOT_BEFORE_ID, EXISTS_AFTER_NAME) ||
        isSaidOf(words, name, NAMED_AFTER_EXISTS, /^/) ||
        isDuplicateKey(words, name);
    return isSaid && !namesOtherPlace(words, asked);
}
/** Whether the name stands in the sentence that speaks of a duplicate key, or is given right after it as the key. */
function isDuplicateKey(words, name) {
    if (!DUPLICATE_KEY.test(words))
        return false;
    return placesOf(words, name).some(({ start, end }) => {
        const [before = ''] = words
            .slice(0, start)
            .split(/[.;!?\n]\s+/)
            .slice(-1);
        const [after = ''] = words.slice(end).split(/[.;!?\n]\s+/, 1);
        return DUPLICATE_KEY.test(`${before}${name}${after}`) || /^key[\s:=('"`]*$/.test(before);
    });
}
/** Whether an error says that another operation is under way, so that the same request may be accepted later. */
function saysBusy({ status, serverMessage }) {
    return BUSY_STATUSES.includes(status) && BUSY.test(serverMessage ?? '');
}
/** Whether the id stands somewhere with the one right before it, in its sentence, and the other right behind it. */
function isSaidOf(words, id, before, after) {
    return placesOf(words, id).some(({ start, end }) => {
        const textBefore = words.slice(0, start).replace(/["'`“‘([]$/, '');
        const textAfter = words.slice(end).replace(/^["'`”’)\]]/, '');
        return after.test(textAfter) && partsBefore(textBefore).some((part) => before.test(part));
    });
}
/** The text before an id, as a whole and from each place where a sentence may have begun. */
function partsBefore(text) {
    const starts = Array.from(text.matchAll(SENTENCE_START), ({ index, 0: mark }) => ({
        before: text.slice(0, index),
        part: text.slice(index + mark.length),
        isContinued: mark.startsWith(':'),
    }));
    const parts = starts.filter(({ before, isContinued }) => !isContinued || !OTHER_LABEL.test(before));
    return [text, ...parts.map(({ part }) => part)];
}
/** Where an id stands in words, but not within a longer name. */
function placesOf(words, id) {
    if (id === '')
        return [];
    const wholeId = new RegExp(String.raw `(?<![\w.-])${RegExp.escape(id)}(?![\w-]|\.\w)`, 'g');
    return Array.from(words.matchAll(wholeId), ({ index }) => ({ start: index, end: index + id.length }));
}

;// CONCATENATED MODULE: ./build/denvr-api/call-error.js


/**
 * Statuses by which a service, and hardly a gateway, says that it has taken a request (RFC 9110 15.3): 202 is the one
 * that the API's description gives to a creation.
 */
const ACCEPTANCES = [201, 202, 204];
/** An attempt of a call, or a call after all its attempts, that came to no good end. */
class CallError extends errors/* SnapshotServiceError */.Kx {
    name = 'CallError';
    /** Null if there was no whole response. */
    response;
    /** The status that came, be it alone; null without any. */
    status;
    /** What the server asked for, in milliseconds; null if it did not. */
    retryAfterMs;
    constructor(message, { kind, maybeDone, response, status, retryAfterMs }) {
        super(kind, message, maybeDone);
        this.response = response;
        this.status = status;
        this.retryAfterMs = retryAfterMs;
    }
    /** The error of an attempt that had a response. */
    static ofResponse(response, retryAfterMs) {
        const { kind, status } = response;
        const message = `${response.description} ${hintFor(response)}`.trim();
        return new CallError(message, { kind, maybeDone: isUnclear(response), response, status, retryAfterMs });
    }
    /** The error of an attempt that had none. */
    static ofConnection(error) {
        const { kind, maybeDone, status } = error;
        const remedy = error.remedy ?? 'Check the network, the proxy settings and api-url.';
        const message = `${error.message} ${remedy}`;
        return new CallError(message, { kind, maybeDone, response: null, status, retryAfterMs: null });
    }
    /**
     * Whether the server has taken the request, and did not say in words that something is wrong with it: by a good status
     * with a JSON object, whatever that says, or by a status that a gateway does not give to a page of its own.
     */
    get isAccepted() {
        if ((this.response?.serverMessage ?? null) !== null)
            return false;
        return this.response?.isGoodStatus === true || ACCEPTANCES.includes(this.status);
    }
    /** Whether the server itself refused the credentials, and not something in front of it. */
    get isUnauthorized() {
        return this.response?.status === 401 && this.response.origin !== 'gateway';
    }
    /** Whether the server said that another operation is under way. */
    get isBusy() {
        return this.response !== null && saysBusy(this.response);
    }
    /**
     * Whether the server may have acted on the request: it did not say that it had not. A 500 in its own words says so,
     * and is believed only so far that nothing is repeated without looking, also where it speaks of another operation.
     */
    get mayBeActedOn() {
        const status = this.response?.status ?? 0;
        return this.maybeDone || status === 500 || (status > 500 && !this.isRetryLater);
    }
    /** Whether nothing was begun, as the server said or without a connection, and may be begun later. */
    get isRetryLater() {
        if (this.response === null)
            return !this.maybeDone && this.kind !== 'denied';
        const { status, origin, isGoodStatus } = this.response;
        if (isGoodStatus)
            return false;
        if (status === 503)
            return origin === 'api';
        return status === 429 || this.isBusy;
    }
    /** The same with a sentence more. */
    withHint(hint) {
        return new CallError(`${this.message} ${hint}`.trim(), this);
    }
    asMaybeDone() {
        return new CallError(this.message, { ...this, maybeDone: true });
    }
}
/**
 * Whether a response leaves open what became of the request. What the server rejects with a 4xx it has not done, and a
 * 429, or a 503 of its own, means that nothing was begun. A gateway answers as it does (502, 504, Cloudflare's 52x, its
 * own 503) also after the server has received the request; and a redirect may come after the request was carried out.
 */
function isUnclear({ status, kind, origin, serverMessage }) {
    if (kind === 'unreadable')
        return status < 400;
    if (status === 503)
        return origin !== 'api';
    if (status === 408 || status === 502 || status === 504)
        return true;
    if ((status >= 300 && status < 400) || (status >= 520 && status < 530))
        return true;
    return status >= 500 && serverMessage === null;
}
function hintFor({ status, kind, origin }) {
    if (status === 401 || status === 403) {
        if (origin === 'gateway') {
            return 'This answer is not from the API, but from a gateway or proxy in front of it: check api-url and the proxy settings.';
        }
        return status === 403 ? 'The account may not do this: check its permissions at Denvr.' : '';
    }
    if (status === 404) {
        return origin === 'api'
            ? 'Check the names that were given, and api-url.'
            : 'This answer may not be from the API: check api-url, and whether a proxy answers in its place.';
    }
    if (status === 429)
        return 'The server limits how often it is asked.';
    return kind === 'unreadable' ? 'Check api-url, and whether a proxy answers in the place of the API.' : '';
}

;// CONCATENATED MODULE: ./build/denvr-api/response-content.js
/** Ten times the response for 100,000 snapshots. A text of nothing but brackets takes fifty times its size to parse. */
const MAX_OBJECTS = 1_000_000;
/** The JSON in a body; undefined if it is none, or more than anything of this API holds. */
function parseContent(body) {
    if (holdsTooMuch(body))
        return undefined;
    try {
        return JSON.parse(body);
    }
    catch {
        return undefined;
    }
}
function holdsTooMuch(body) {
    // A text this short cannot, and most responses are.
    if (body.length <= MAX_OBJECTS)
        return false;
    return occurrences(body, '{', MAX_OBJECTS) + occurrences(body, '[', MAX_OBJECTS) > MAX_OBJECTS;
}
/** How often a character occurs, counted up to just above a limit. */
function occurrences(text, character, limit) {
    let count = 0;
    for (let at = text.indexOf(character); at >= 0 && count <= limit; at = text.indexOf(character, at + 1))
        count += 1;
    return count;
}
/**
 * What a body is if it is not a response of the API: completes "The answer could not be read: …" and the like.
 *
 * @param content what {@link parseContent} made of it
 * @param quote takes the secrets out of a text, and cuts it
 */
function describeContent(body, content, quote) {
    if (holdsTooMuch(body))
        return `it holds more than ${MAX_OBJECTS} objects and lists`;
    if (typeof content === 'string')
        return `it is the text "${quote(content)}"`;
    if (content !== undefined)
        return 'it is no JSON object';
    const firstLine = body.trim().split(/\r?\n/, 1)[0] ?? '';
    if (firstLine === '')
        return 'it is empty';
    const isPage = firstLine.startsWith('<');
    return `it is ${isPage ? 'an HTML page (of a proxy or a login?)' : 'not JSON'} and begins with "${quote(firstLine)}"`;
}
/** Whether a value is a JSON object. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/denvr-api/authorization.js




/** For calls that need no credentials, such as a login. */
const NO_AUTHORIZATION = authorizeAlways(null, '');
/** The same words every time, so a refusal is final. */
function authorizeByKey(apiKey) {
    return authorizeAlways(`ApiKey ${apiKey}`, 'The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.');
}
function authorizeAlways(header, refusal) {
    return { header: async () => header, renew: () => false, refusal };
}
const AUTHENTICATE_PATH = '/api/TokenAuth/Authenticate';
/** A token is given up this long before its end, or after four fifths of a short life. */
const RENEWED_BEFORE_END_MS = MINUTE_MS;
const SHARE_OF_LIFE_USED = 0.8;
/**
 * How many logins in a row may be refused. A wrong password stays wrong, and trying it again and again would lock the
 * account; but once a login has worked, one refusal may pass.
 */
const MAX_REFUSALS_OF_A_LOGIN_THAT_WORKED = 2;
/**
 * A token from a user name and a password: logs in before the first call, shortly before a token ends, and when a token
 * is refused. The vendor's refresh call is not used, since its description and its SDKs disagree about it.
 */
class LoginAuthorization {
    refusal = 'A fresh login was refused too: check the account behind username and password.';
    #login;
    #transport;
    #clock;
    #keepSecret;
    /** The token, or the login that is under way for all calls at once. */
    #token = null;
    /** Of the call that began the last login, which ends with it. */
    #deadlineMs = Number.POSITIVE_INFINITY;
    /** The header of the token, once there is one. */
    #current = null;
    #everLoggedIn = false;
    #refusalsInARow = 0;
    /** @param keepSecret is told every token before it is used, so that it can be masked */
    constructor(login, transport, clock, keepSecret) {
        this.#login = login;
        this.#transport = transport;
        this.#clock = clock;
        this.#keepSecret = keepSecret;
    }
    async header(options) {
        const current = this.#token === null ? null : await this.#shared(this.#token, options);
        if (current !== null && this.#clock.elapsedMs() < current.renewAtMs)
            return current.header;
        if (current !== null)
            this.renew(current.header);
        this.#token ??= this.#logIn(options);
        return (await this.#token).header;
    }
    /** The token that another call has or gets; null if that fails, and this call has more time to try it itself. */
    async #shared(token, { deadlineMs = Number.POSITIVE_INFINITY }) {
        const hasMoreTime = deadlineMs > this.#deadlineMs;
        try {
            return await token;
        }
        catch (error) {
            // What is kept is final.
            if (this.#token === token || !hasMoreTime)
                throw error;
            return null;
        }
    }
    /** Several calls may find the same token refused; the first one gives it up, and meanwhile another may log in. */
    renew(refused) {
        if (refused === this.#current) {
            this.#token = null;
            this.#current = null;
        }
        return true;
    }
    async #logIn(options) {
        this.#deadlineMs = options.deadlineMs ?? Number.POSITIVE_INFINITY;
        try {
            const token = await this.#requestToken(options);
            this.#everLoggedIn = true;
            this.#refusalsInARow = 0;
            this.#current = token.header;
            return token;
        }
        catch (cause) {
            const error = this.#loginError(cause);
            // A proxy or a certificate that stands in the way has shown the server no password.
            const isAnswered = !(cause instanceof CallError) || cause.response !== null;
            const isRefused = isAnswered && error instanceof errors/* SnapshotServiceError */.Kx && error.kind === 'denied';
            this.#refusalsInARow += isRefused ? 1 : 0;
            const maxRefusals = this.#everLoggedIn ? MAX_REFUSALS_OF_A_LOGIN_THAT_WORKED : 1;
            // What is kept is what every later call ends with.
            if (this.#refusalsInARow < maxRefusals)
                this.#token = null;
            throw error;
        }
    }
    async #requestToken(options) {
        const startedMs = this.#clock.elapsedMs();
        const call = {
            method: 'POST',
            path: AUTHENTICATE_PATH,
            body: { userNameOrEmailAddress: this.#login.username, password: this.#login.password },
            repeatable: true,
            holdsSecrets: true,
            interpret: (response) => (response.ok ? { ok: true, value: response.result } : response),
        };
        const result = await this.#transport.send(call, NO_AUTHORIZATION, options);
        return this.#readToken(result, startedMs);
    }
    #readToken(result, startedMs) {
        const { accessToken, refreshToken, expireInSeconds, requiresTwoFactorVerification } = isRecord(result)
            ? result
            : {};
        if (requiresTwoFactorVerification === true) {
            throw new errors/* SnapshotServiceError */.Kx('denied', 'This account needs a second factor, which an action cannot enter: use an API key (api-key) instead.');
        }
        if (typeof accessToken !== 'string' || accessToken === '' || /[^\x21-\x7e]/.test(accessToken)) {
            throw new errors/* SnapshotServiceError */.Kx('unreadable', 'The answer to the login holds no access token.');
        }
        for (const secret of [accessToken, refreshToken])
            if (typeof secret === 'string' && secret !== '')
                this.#keepSecret(secret);
        const lifeMs = typeof expireInSeconds === 'number' ? expireInSeconds * 1000 : Number.POSITIVE_INFINITY;
        const usedMs = Math.max(lifeMs - RENEWED_BEFORE_END_MS, lifeMs * SHARE_OF_LIFE_USED);
        return { header: `Bearer ${accessToken}`, renewAtMs: startedMs + usedMs };
    }
    /**
     * The error of a login that has had all its attempts: the call that needed it must not try it again, and has not been
     * sent itself. The vendor's servers refuse a wrong password with a 500 too; once it has worked, that may pass.
     */
    #loginError(error) {
        if (!(error instanceof CallError))
            return error;
        const status = error.response?.status ?? 0;
        const isRefusal = error.response !== null && (error.kind === 'rejected' || error.kind === 'denied');
        const isOfGateway = error.response?.origin === 'gateway';
        const isFinal = isRefusal && (!this.#everLoggedIn || (status < 500 && !isOfGateway));
        const hint = isRefusal ? ' Check username and password (or DENVR_USERNAME and DENVR_PASSWORD).' : '';
        return new errors/* SnapshotServiceError */.Kx(isFinal ? 'denied' : error.kind, `The login failed. ${error.message}${hint}`);
    }
}

;// CONCATENATED MODULE: ./build/domain/snapshot.js

/** Names one snapshot so that it can be found: its id alone is unique only in its namespace. */
function describeReference({ id, namespace, cluster }) {
    return `snapshot "${id}" in namespace "${namespace}" on cluster "${cluster}"`;
}
/** Names of Kubernetes, which the vendor's are, have at most this many characters. */
const MAX_NAME_LENGTH = 253;
/** A longer text of a snapshot describes nothing, and would reach globs, logs and tables. */
const MAX_TEXT_LENGTH = 4096;
/** Whether the snapshot says its id; without one, nothing can be done to it. */
function hasId(snapshot) {
    return snapshot.id !== null;
}
/** The ids of the snapshots that say theirs. */
function idsOf(snapshots) {
    return snapshots.flatMap(({ id }) => id ?? []);
}
/** Fits what is of a namespace, and what does not say its own. */
function mayBeIn(namespace) {
    return (listed) => listed.namespace === null || listed.namespace === namespace;
}
/** A snapshot of which only these fields are known, such as one that was just asked for by name. */
function partialSnapshot(known) {
    return {
        id: null,
        namespace: null,
        sourceName: null,
        osImage: null,
        customPackage: null,
        rootDiskSize: null,
        creationDate: null,
        username: null,
        tenancyName: null,
        readyToUse: null,
        ...known,
    };
}
/** Sorts newest first; unknown dates come last, and of equal dates the higher id is the newer. */
function compareNewestFirst(left, right) {
    return compareOldestFirst(right, left);
}
/** Sorts oldest first; unknown dates come first, and of equal dates the lower id is the older. */
function compareOldestFirst(left, right) {
    return (compareText(left.creationDate ?? '', right.creationDate ?? '') ||
        compareText(left.id ?? '', right.id ?? ''));
}
/** Orders texts by code unit, the same on every machine whatever its locale. */
function compareText(left, right) {
    if (left === right)
        return 0;
    return left < right ? -1 : 1;
}
/** Whether two names are one VM's: VM names are compared without case. A name that is not known is no VM's. */
function isSameVm(left, right) {
    return left !== null && right !== null && left.toLowerCase() === right.toLowerCase();
}
/** Whether two snapshots are known to be of two VMs. */
function areOfTwoVms(left, right) {
    return (left.sourceName !== null && right.sourceName !== null && !isSameVm(left.sourceName, right.sourceName));
}
/** Whether two snapshots of one name are known to be two: of two VMs, or made at two times. */
function areNamesakes(left, right) {
    return areOfTwoTimes(left.creationDate, right.creationDate) || areOfTwoVms(left, right);
}
/**
 * Whether what is found under the name of a known snapshot is beyond doubt the same: it says again of which VM it is, if
 * that is known, and of which date, if one of the two has any. A new one of that name has no date until it is taken (CSI).
 */
function isKnownAgain(found, known) {
    const isOfVm = known.sourceName === null || isSameVm(found.sourceName, known.sourceName);
    const areDatedAlike = (found.creationDate === null) === (known.creationDate === null);
    return isOfVm && areDatedAlike && !areOfTwoTimes(found.creationDate, known.creationDate);
}
/** A server may tell one date to the second and to the millisecond. */
function areOfTwoTimes(left, right) {
    return left !== null && right !== null && Math.abs(millisecondsOf(left) - millisecondsOf(right)) >= 1000;
}

;// CONCATENATED MODULE: ./build/denvr-api/creation-date.js

/** As the vendor's servers write a date; nearly every one of a list is such a text. */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z?$/;
/** The other spellings of ISO 8601 and RFC 3339: a blank for the T, lower case, no seconds, an offset. */
const ANY = /^(?<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt ](?<time>(?:[01]\d|2[0-3]):[0-5]\d)(?<second>:[0-5]\d(?:\.\d+)?)? ?(?:[Zz]|(?<hours>[+-]\d{2})(?::?(?<minutes>\d{2}))?)?$/;
const TO_THE_MILLISECOND = '2026-11-23T14:15:30.123'.length;
/** No snapshot is as old as this: .NET's unset date (year 1, in whatever zone) and Kubernetes' (1970) are unknown. */
const EARLIEST = '2000-01-01T00:00:00.000Z';
const UNKNOWN = { timestamp: null, isUnreadable: false };
const UNREADABLE = { timestamp: null, isUnreadable: true };
/**
 * Reads a date of the Denvr API. It may lack a zone and is UTC then, whatever this machine's zone is; .NET writes
 * seven digits of a second, of which three are kept.
 */
function readCreationDate(text) {
    if (!text)
        return UNKNOWN;
    if (!isOnCalendar(text))
        return UNREADABLE;
    const timestamp = USUAL.test(text) ? toMilliseconds(text) : readOtherSpelling(text);
    if (timestamp === null)
        return UNREADABLE;
    return timestamp >= EARLIEST ? { timestamp, isUnreadable: false } : UNKNOWN;
}
/** `Date` reads the 30th of February as the 2nd of March, which would be a wrong age rather than an unknown one. */
function isOnCalendar(text) {
    const day = Number(text.slice(8, 10));
    return day <= 28 || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() === day;
}
/** For a text in UTC. `Date` would take most of the time of reading 100,000 snapshots. */
function toMilliseconds(text) {
    const local = text.replace('Z', '');
    const padded = local.includes('.') ? local.padEnd(TO_THE_MILLISECOND, '0') : `${local}.000`;
    return `${padded.slice(0, TO_THE_MILLISECOND)}Z`;
}
function readOtherSpelling(text) {
    const groups = ANY.exec(text)?.groups;
    if (groups === undefined)
        return null;
    const { day, time, second = ':00', hours = '+00', minutes = '00' } = groups;
    return toUtcTimestamp(Date.parse(`${day}T${time}${second}${hours}:${minutes}`));
}

;// CONCATENATED MODULE: ./build/denvr-api/generated/response-validators.js
// @ts-nocheck
// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.

const validateSnapshot = validate22;
const schema7 = {
    $id: 'SnapshotDetailsItem',
    type: 'object',
    properties: {
        id: { type: 'string', nullable: true, maxLength: 4096 },
        namespace: { type: 'string', nullable: true, maxLength: 4096 },
        sourceName: { type: 'string', nullable: true, maxLength: 4096 },
        creationDate: { type: 'string', nullable: true, maxLength: 4096 },
        readyToUse: { type: 'boolean', nullable: true },
    },
};
function validate22(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
    /*# sourceURL="SnapshotDetailsItem" */
    let vErrors = null;
    let errors = 0;
    if (errors === 0) {
        if (data && typeof data == 'object' && !Array.isArray(data)) {
            if (data.id !== undefined) {
                let data0 = data.id;
                const _errs1 = errors;
                if (typeof data0 !== 'string' && data0 !== null) {
                    validate22.errors = [
                        {
                            instancePath: instancePath + '/id',
                            schemaPath: '#/properties/id/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                        },
                    ];
                    return false;
                }
                if (errors === _errs1) {
                    if (typeof data0 === 'string') {
                        if (data0.length > 4096) {
                            validate22.errors = [
                                {
                                    instancePath: instancePath + '/id',
                                    schemaPath: '#/properties/id/maxLength',
                                    keyword: 'maxLength',
                                    params: { limit: 4096 },
                                    message: 'must NOT have more than 4096 characters',
                                },
                            ];
                            return false;
                        }
                    }
                }
                var valid0 = _errs1 === errors;
            }
            else {
                var valid0 = true;
            }
            if (valid0) {
                if (data.namespace !== undefined) {
                    let data1 = data.namespace;
                    const _errs4 = errors;
                    if (typeof data1 !== 'string' && data1 !== null) {
                        validate22.errors = [
                            {
                                instancePath: instancePath + '/namespace',
                                schemaPath: '#/properties/namespace/type',
                                keyword: 'type',
                                params: { type: 'string' },
                                message: 'must be string',
                            },
                        ];
                        return false;
                    }
                    if (errors === _errs4) {
                        if (typeof data1 === 'string') {
                            if (data1.length > 4096) {
                                validate22.errors = [
                                    {
                                        instancePath: instancePath + '/namespace',
                                        schemaPath: '#/properties/namespace/maxLength',
                                        keyword: 'maxLength',
                                        params: { limit: 4096 },
                                        message: 'must NOT have more than 4096 characters',
                                    },
                                ];
                                return false;
                            }
                        }
                    }
                    var valid0 = _errs4 === errors;
                }
                else {
                    var valid0 = true;
                }
                if (valid0) {
                    if (data.sourceName !== undefined) {
                        let data2 = data.sourceName;
                        const _errs7 = errors;
                        if (typeof data2 !== 'string' && data2 !== null) {
                            validate22.errors = [
                                {
                                    instancePath: instancePath + '/sourceName',
                                    schemaPath: '#/properties/sourceName/type',
                                    keyword: 'type',
                                    params: { type: 'string' },
                                    message: 'must be string',
                                },
                            ];
                            return false;
                        }
                        if (errors === _errs7) {
                            if (typeof data2 === 'string') {
                                if (data2.length > 4096) {
                                    validate22.errors = [
                                        {
                                            instancePath: instancePath + '/sourceName',
                                            schemaPath: '#/properties/sourceName/maxLength',
                                            keyword: 'maxLength',
                                            params: { limit: 4096 },
                                            message: 'must NOT have more than 4096 characters',
                                        },
                                    ];
                                    return false;
                                }
                            }
                        }
                        var valid0 = _errs7 === errors;
                    }
                    else {
                        var valid0 = true;
                    }
                    if (valid0) {
                        if (data.creationDate !== undefined) {
                            let data3 = data.creationDate;
                            const _errs10 = errors;
                            if (typeof data3 !== 'string' && data3 !== null) {
                                validate22.errors = [
                                    {
                                        instancePath: instancePath + '/creationDate',
                                        schemaPath: '#/properties/creationDate/type',
                                        keyword: 'type',
                                        params: { type: 'string' },
                                        message: 'must be string',
                                    },
                                ];
                                return false;
                            }
                            if (errors === _errs10) {
                                if (typeof data3 === 'string') {
                                    if (data3.length > 4096) {
                                        validate22.errors = [
                                            {
                                                instancePath: instancePath + '/creationDate',
                                                schemaPath: '#/properties/creationDate/maxLength',
                                                keyword: 'maxLength',
                                                params: { limit: 4096 },
                                                message: 'must NOT have more than 4096 characters',
                                            },
                                        ];
                                        return false;
                                    }
                                }
                            }
                            var valid0 = _errs10 === errors;
                        }
                        else {
                            var valid0 = true;
                        }
                        if (valid0) {
                            if (data.readyToUse !== undefined) {
                                let data4 = data.readyToUse;
                                const _errs13 = errors;
                                if (typeof data4 !== 'boolean' && data4 !== null) {
                                    validate22.errors = [
                                        {
                                            instancePath: instancePath + '/readyToUse',
                                            schemaPath: '#/properties/readyToUse/type',
                                            keyword: 'type',
                                            params: { type: 'boolean' },
                                            message: 'must be boolean',
                                        },
                                    ];
                                    return false;
                                }
                                var valid0 = _errs13 === errors;
                            }
                            else {
                                var valid0 = true;
                            }
                        }
                    }
                }
            }
        }
        else {
            validate22.errors = [
                {
                    instancePath,
                    schemaPath: '#/type',
                    keyword: 'type',
                    params: { type: 'object' },
                    message: 'must be object',
                },
            ];
            return false;
        }
    }
    validate22.errors = vErrors;
    return errors === 0;
}
const validateSnapshotList = validate23;
const schema8 = {
    $id: 'ListResultDtoOfSnapshotDetailsItem',
    type: 'object',
    properties: { items: { type: 'array', nullable: true } },
    required: ['items'],
};
function validate23(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
    /*# sourceURL="ListResultDtoOfSnapshotDetailsItem" */
    let vErrors = null;
    let errors = 0;
    if (errors === 0) {
        if (data && typeof data == 'object' && !Array.isArray(data)) {
            let missing0;
            if (data.items === undefined && (missing0 = 'items')) {
                validate23.errors = [
                    {
                        instancePath,
                        schemaPath: '#/required',
                        keyword: 'required',
                        params: { missingProperty: missing0 },
                        message: "must have required property '" + missing0 + "'",
                    },
                ];
                return false;
            }
            else {
                if (data.items !== undefined) {
                    let data0 = data.items;
                    if (!Array.isArray(data0) && data0 !== null) {
                        validate23.errors = [
                            {
                                instancePath: instancePath + '/items',
                                schemaPath: '#/properties/items/type',
                                keyword: 'type',
                                params: { type: 'array' },
                                message: 'must be array',
                            },
                        ];
                        return false;
                    }
                }
            }
        }
        else {
            validate23.errors = [
                {
                    instancePath,
                    schemaPath: '#/type',
                    keyword: 'type',
                    params: { type: 'object' },
                    message: 'must be object',
                },
            ];
            return false;
        }
    }
    validate23.errors = vErrors;
    return errors === 0;
}
const validateCommandOutput = validate24;
const schema9 = {
    $id: 'SnapshotCommandOutput',
    type: 'object',
    properties: { id: { type: 'string', nullable: true, maxLength: 4096 } },
};
function validate24(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
    /*# sourceURL="SnapshotCommandOutput" */
    let vErrors = null;
    let errors = 0;
    if (errors === 0) {
        if (data && typeof data == 'object' && !Array.isArray(data)) {
            if (data.id !== undefined) {
                let data0 = data.id;
                const _errs1 = errors;
                if (typeof data0 !== 'string' && data0 !== null) {
                    validate24.errors = [
                        {
                            instancePath: instancePath + '/id',
                            schemaPath: '#/properties/id/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                        },
                    ];
                    return false;
                }
                if (errors === _errs1) {
                    if (typeof data0 === 'string') {
                        if (data0.length > 4096) {
                            validate24.errors = [
                                {
                                    instancePath: instancePath + '/id',
                                    schemaPath: '#/properties/id/maxLength',
                                    keyword: 'maxLength',
                                    params: { limit: 4096 },
                                    message: 'must NOT have more than 4096 characters',
                                },
                            ];
                            return false;
                        }
                    }
                }
            }
        }
        else {
            validate24.errors = [
                {
                    instancePath,
                    schemaPath: '#/type',
                    keyword: 'type',
                    params: { type: 'object' },
                    message: 'must be object',
                },
            ];
            return false;
        }
    }
    validate24.errors = vErrors;
    return errors === 0;
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
var external_node_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_http_namespaceObject, 2);
;// CONCATENATED MODULE: ./build/domain/duration.js

const MS_PER_UNIT = {
    w: 7 * DAY_MS,
    d: DAY_MS,
    h: HOUR_MS,
    min: MINUTE_MS,
    m: MINUTE_MS,
    s: 1000,
};
// Anchored: what is left after taking the parts out would be found in quadratic time in a long row of digits.
const SUM_OF_PARTS = /^(?:\d+(?:min|[wdhms]))+$/;
const PART = /(\d+)(min|[wdhms])/g;
/** The forms that {@link parseDurationMs} accepts, for messages to people. */
const DURATION_FORMS = 'a duration greater than zero such as 90s, 15min, 12h, 7d, 2w or 1h30min';
/**
 * Reads a duration such as `90s`, `15min`, `12h`, `7d`, `2w`, or a sum such as `1h30min`. `m` stands for minutes too:
 * see {@link mayMeanMonths}.
 *
 * @returns milliseconds, or null if the text is anything else: a bare number has no unit, and a wait or a
 * retention of nothing is never meant.
 */
function parseDurationMs(text) {
    if (!SUM_OF_PARTS.test(text))
        return null;
    const totalMs = Array.from(text.matchAll(PART)).reduce((sumMs, [, count, unit]) => sumMs + Number(count) * MS_PER_UNIT[unit], 0);
    return totalMs > 0 && Number.isSafeInteger(totalMs) ? totalMs : null;
}
/**
 * Whether a duration says `m`, which is a minute in a wait and a month in the retention rules of restic. Where months
 * would make sense, it must not count as minutes.
 */
function mayMeanMonths(text) {
    return SUM_OF_PARTS.test(text) && /\dm(?!in)/.test(text);
}
/**
 * Writes a duration in a form that {@link parseDurationMs} reads and that {@link mayMeanMonths} lets pass, so that what
 * a message or a summary shows can be pasted back into any input. Rounded to whole seconds; less than half a second is
 * `0s`.
 *
 * @param durationMs milliseconds, at least 0
 */
function formatDuration(durationMs) {
    const seconds = Math.round(durationMs / 1000);
    const parts = [
        { count: Math.floor(seconds / 86_400), unit: 'd' },
        { count: Math.floor(seconds / 3600) % 24, unit: 'h' },
        { count: Math.floor(seconds / 60) % 60, unit: 'min' },
        { count: seconds % 60, unit: 's' },
    ];
    const text = parts.map(({ count, unit }) => (count > 0 ? `${count}${unit}` : '')).join('');
    return text || '0s';
}

;// CONCATENATED MODULE: ./build/domain/wording.js


const MAX_NAMES = 5;
/** As much of a given value as a message shows. */
const MAX_SHOWN_CHARACTERS = 100;
/** A text of which no more than its first characters are shown, with a sign that there were more. */
function shorten(text, maxCharacters) {
    return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}
/** A count with its noun: `1 snapshot`, `2 snapshots`. */
function countOf(count, noun) {
    return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
/** Parts of a sentence in a row: `a, b and c`. */
// Intl.ListFormat would do this too, for some 12 ms of CPU at its first use.
function enumerate(parts, conjunction = 'and') {
    return parts.length > 1
        ? `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1)}`
        : parts.join('');
}
/** The first few of many names, and how many more there are. */
function describeNames(names) {
    const more = names.length - MAX_NAMES;
    const shown = names.slice(0, MAX_NAMES).join(', ');
    return more > 0 ? `${shown} and ${more} more` : shown;
}
/** An age as coarse as people think of it: minutes up to an hour, hours up to a week, days beyond. */
function describeAge(ageMs) {
    if (ageMs < 0)
        return 'in the future';
    const fineMs = [HOUR_MS, MINUTE_MS].find((unitMs) => ageMs >= unitMs) ?? 1000;
    const unitMs = ageMs >= 7 * DAY_MS ? DAY_MS : fineMs;
    return formatDuration(Math.floor(ageMs / unitMs) * unitMs);
}
/** A date for people: `2026-11-23 14:15:30 UTC`, or `2026-11-23 14:15 UTC` to the minute. */
function describeDate(timestamp, precision = 'second') {
    return `${timestamp.slice(0, 10)} ${timestamp.slice(11, precision === 'second' ? 19 : 16)} UTC`;
}

;// CONCATENATED MODULE: ./build/denvr-api/response.js



/** ASP.NET Boilerplate's text for an error that it does not explain (vendor's commit logs): not a message of its own. */
const UNEXPLAINED = /^an internal error occurred during your request!?$/i;
/** What gateways, and ASP.NET Core outside the API, say of any request (AWS API Gateway, Kong, Envoy, nginx). */
const SAID_OF_ANY_REQUEST = /^(?:endpoint request timed out|(?:the )?request timed? ?out|(?:service|temporarily) (?:temporarily )?unavailable|limit exceeded|missing authentication token|an invalid response was received from the upstream server|the upstream server is .*|upstream .*|no healthy upstream|no route matched.*|name resolution failed|an unexpected error occurred|an error occurred while processing your request)[.!]?$/i;
const MAX_QUOTE_LENGTH = 500;
/**
 * Reads a response by its content and never by its content type: the same JSON comes as three of them.
 *
 * @param redact takes the secrets out of a text. JSON can write any character as an escape, so its texts are looked at
 * as they are read.
 * @param holdsSecrets whether a good answer holds secrets that nobody knows yet: its content is not quoted then
 */
function readResponse({ status, headers, body }, redact, holdsSecrets = false) {
    const received = {
        status,
        serverNowMs: readServerNowMs(headers),
        body,
        content: parseContent(body),
        quote: (text) => shorten(redact(text.trim()), MAX_QUOTE_LENGTH),
    };
    if (status >= 300 && status < 400)
        return readRedirect(received, redact(headers.location ?? ''));
    if (status < 200 || status >= 300)
        return readError(received);
    return readSuccess(received, holdsSecrets ? () => '***' : received.quote);
}
/**
 * The server's time by its `Date` header, in milliseconds since 1970 UTC; null without a usable one. What comes from a
 * cache is older by its `Age` (RFC 9111 5.1).
 */
function readServerNowMs({ date, age = '' }) {
    const dateMs = readHttpDateMs(date ?? '');
    return dateMs === null ? null : dateMs + (/^\d{1,10}$/.test(age) ? Number(age) * 1000 : 0);
}
/** Reads a date of HTTP (RFC 9110 5.6.7). `Date.parse` takes much else, such as 1.5, and what names no zone for local time. */
function readHttpDateMs(text) {
    const dateMs = /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(dateMs) ? null : dateMs;
}
/**
 * A response of a good status whose content is not what was asked for.
 *
 * @param what completes "The answer could not be read: …"
 */
function unreadable(response, what) {
    return errorResponse(response, {
        kind: 'unreadable',
        origin: response.holdsObject ? 'unknown' : 'gateway',
        isGoodStatus: response.holdsObject,
        description: `The answer could not be read: ${what}.`,
    });
}
function errorResponse({ status, serverNowMs }, known) {
    return { ok: false, status, serverNowMs, isGoodStatus: false, serverMessage: null, ...known };
}
function readSuccess(received, quoteContent) {
    const { status, serverNowMs, body, content } = received;
    // An accepted request needs no content (RFC 9110 15.3.3, 15.3.5), but a response to a question does.
    if (body.trim() === '' && (status === 202 || status === 204)) {
        return { ok: true, status, result: null, holdsObject: false, serverNowMs };
    }
    if (!isRecord(content)) {
        const what = content === undefined ? describeContent(body, content, quoteContent) : 'it is no JSON object';
        return unreadable({ status, serverNowMs, holdsObject: false }, what);
    }
    const isError = (content['success'] ?? true) !== true ||
        content['unAuthorizedRequest'] === true ||
        (content['error'] ?? null) !== null;
    if (isError)
        return { ...readError({ ...received, status: 500 }, status), isGoodStatus: true };
    const isWrapped = ['result', 'success', '__abp'].some((name) => name in content);
    const result = isWrapped ? content['result'] : content;
    return { ok: true, status, result, holdsObject: true, serverNowMs };
}
function readRedirect(received, location) {
    const url = URL.parse(location);
    const target = url === null ? 'another place' : `the host ${url.host}`;
    return errorResponse(received, {
        kind: 'rejected',
        origin: 'gateway',
        description: `The server redirects to ${target} (${received.status}). Redirects are not followed, because the credentials would be sent there; if that is the right server, set api-url to it.`,
    });
}
/** @param seenStatus the status that people are told of */
function readError(received, seenStatus = received.status) {
    const { status, body, content, quote } = received;
    const title = `The server answered ${seenStatus} ${external_node_http_namespaceObject.STATUS_CODES[seenStatus] ?? ''}`.trim();
    if (!isRecord(content) && body.trim() !== '') {
        // It did not come from the API, and its words are not the API's; but they help to find out.
        const description = `${title}; ${describeContent(body, content, quote)}.`;
        return errorResponse(received, {
            kind: meaningOf(status, 'gateway', null),
            origin: 'gateway',
            description,
        });
    }
    const words = wordsIn(content, quote);
    const origin = originOf(status, content, words);
    const serverMessage = words !== null && areOwnWords(words, origin, status) ? words.all : null;
    return errorResponse(received, {
        kind: meaningOf(status, origin, serverMessage),
        origin,
        serverMessage,
        description: words === null ? `${title}.` : `${title}: "${words.all}".`,
    });
}
/** @param content a JSON object, or nothing */
function originOf(status, content, words) {
    // ASP.NET Boilerplate's error is marked as such, or has its two tell-tale fields.
    const isApi = isRecord(content) &&
        (content['__abp'] === true || (content['success'] === false && isRecord(content['error'])));
    if (isApi)
        return 'api';
    return isDenial(status) && SAID_OF_ANY_REQUEST.test(words?.message ?? '') ? 'gateway' : 'unknown';
}
function isDenial(status) {
    return status === 401 || status === 403;
}
function meaningOf(status, origin, serverMessage) {
    // What stands in front of the API knows nothing of the account behind it.
    if (isDenial(status))
        return origin === 'gateway' ? 'unreadable' : 'denied';
    if (status === 408 || status === 429)
        return 'unavailable';
    if (status >= 500 && serverMessage === null)
        return 'unavailable';
    return 'rejected';
}
/** The words of an error, from an envelope's `error`, a bare error, or problem details (RFC 9457). */
function wordsIn(content, quote) {
    if (!isRecord(content))
        return null;
    const error = isRecord(content['error']) ? content['error'] : content;
    const candidates = [error['message'], content['error'], error['detail'], error['title']];
    const message = candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '');
    if (typeof message !== 'string')
        return null;
    const details = error['details'];
    const isDetailed = typeof details === 'string' && details.trim() !== '';
    const quoted = quote(message);
    if (!isDetailed)
        return { message: quoted, all: quoted };
    // What is said in the details is a sentence of its own.
    const separator = /[.:;!?]$/.test(message.trim()) ? ' ' : '. ';
    return { message: quoted, all: quote(`${message.trim()}${separator}${details}`) };
}
/** Whether words say something of this request, and not what is said of any. */
function areOwnWords({ message }, origin, status) {
    if (UNEXPLAINED.test(message))
        return false;
    if (origin === 'api')
        return true;
    const withoutStop = message.replace(/[.!]+$/, '').toLowerCase();
    return !SAID_OF_ANY_REQUEST.test(message) && withoutStop !== external_node_http_namespaceObject.STATUS_CODES[status]?.toLowerCase();
}

;// CONCATENATED MODULE: ./build/denvr-api/snapshot-response.js





const isSnapshot = validateSnapshot;
const isSnapshotList = validateSnapshotList;
const isCommandOutput = validateCommandOutput;
/**
 * Reads the snapshot that was asked for. The response must say something of which it is about; an id or a namespace that
 * is another one does not pass, and one that it leaves out does.
 */
function readSnapshot(response, asked) {
    const isHere = mayBeIn(asked.namespace);
    const read = readSnapshotIf(response, (snapshot) => (snapshot.id ?? asked.id) === asked.id && isHere(snapshot));
    return read.ok ? { ok: true, value: { ...read.value, id: asked.id } } : read;
}
/**
 * Reads the snapshot in a response to a request for one. The server chooses the id; but the response must name the VM, or
 * at least the snapshot that was asked for: the id of a job, or of another VM's snapshot, would count as the new one's.
 * VM names are compared without regard to case, as a server may change it.
 */
function readCreatedSnapshot(response, asked) {
    const isSameOrUnknown = (named, name) => named === null || named.toLowerCase() === name.toLowerCase();
    return readSnapshotIf(response, (snapshot) => (snapshot.sourceName !== null || snapshot.id === asked.id) &&
        isSameOrUnknown(snapshot.namespace, asked.namespace) &&
        isSameOrUnknown(snapshot.sourceName, asked.sourceVm));
}
function readSnapshotIf(response, isAsked) {
    if (!isSnapshot(response.result))
        return misshapen(response, isSnapshot);
    const snapshot = toSnapshot(response.result, readCreationDate(response.result.creationDate));
    if (Object.values(snapshot).every((field) => field === null))
        return unreadable(response, 'it describes no snapshot');
    const { id, namespace, sourceName } = snapshot;
    if (id === null && namespace === null && sourceName === null)
        return unreadable(response, 'it does not say which snapshot it is about');
    if (isAsked(snapshot))
        return { ok: true, value: snapshot };
    const parts = [
        id === null ? 'a snapshot' : `snapshot "${id}"`,
        ...(sourceName === null ? [] : [`of VM "${sourceName}"`]),
        ...(namespace === null ? [] : [`in namespace "${namespace}"`]),
    ];
    return unreadable(response, `it is about ${parts.join(' ')}, which is not what was asked for`);
}
/**
 * Reads all snapshots in a response. An item that cannot be read is returned separately, and a part is refused: deletions
 * are decided by the list, so it must be known whether it is complete.
 */
function readSnapshotList(response) {
    if (!isSnapshotList(response.result))
        return misshapen(response, isSnapshotList);
    const items = response.result.items ?? [];
    const { totalCount } = response.result;
    const isPart = response.status === 206 || (typeof totalCount === 'number' && totalCount > items.length);
    if (isPart)
        return unreadable(response, `it is a part of a list, with ${items.length} snapshots`);
    // Not even objects, then: to describe each as unreadable takes more memory than a machine has.
    if (items.length > MAX_OBJECTS)
        return unreadable(response, `it lists more than ${MAX_OBJECTS} things`);
    const snapshots = [];
    const unreadableItems = [];
    const unreadableDates = [];
    for (const [position, item] of items.entries()) {
        if (!isSnapshot(item)) {
            unreadableItems.push(toUnreadableItem(item, position));
            continue;
        }
        const date = readCreationDate(item.creationDate);
        const snapshot = toSnapshot(item, date);
        snapshots.push(snapshot);
        if (date.isUnreadable)
            unreadableDates.push({ snapshot, text: item.creationDate ?? '' });
    }
    return {
        ok: true,
        value: { snapshots, unreadableItems, unreadableDates, serverNowMs: response.serverNowMs },
    };
}
function toUnreadableItem(item, position) {
    const namespace = isRecord(item) ? item['namespace'] : null;
    return {
        namespace: typeof namespace === 'string' && namespace !== '' ? namespace : null,
        what: firstErrorOf(isSnapshot, `items/${position}`),
    };
}
/**
 * Reads the response to a deletion. Its status alone says that it is accepted; everything else in it must fit, or it
 * is not a response to this request.
 */
function readDeletion(response, askedId) {
    if (response.result === null)
        return { ok: true, value: 'accepted' };
    if (!isCommandOutput(response.result))
        return misshapen(response, isCommandOutput);
    const { id = null, ...others } = response.result;
    const saysNothing = id === null && Object.keys(others).length === 0;
    if (id === askedId || (saysNothing && response.status === 202))
        return { ok: true, value: 'accepted' };
    return unreadable(response, 'it does not say that this snapshot is deleted');
}
function misshapen(response, validator) {
    return unreadable(response, firstErrorOf(validator, ''));
}
function firstErrorOf({ errors }, within) {
    const { instancePath = '', message = 'has another shape' } = errors?.[0] ?? {};
    const path = `${within}${instancePath}`.replace(/^\//, '');
    return `${path === '' ? 'it' : path} ${message}`;
}
function toSnapshot(received, { timestamp }) {
    return {
        id: received.id || null,
        namespace: received.namespace || null,
        sourceName: received.sourceName || null,
        osImage: toText(received.osImage),
        customPackage: toText(received.customPackage),
        rootDiskSize: toText(received.rootDiskSize),
        creationDate: timestamp,
        username: toText(received.username),
        tenancyName: toText(received.tenancyName),
        readyToUse: received.readyToUse ?? null,
    };
}
/** What only describes a snapshot decides nothing, and may come in other types than the description says. */
function toText(value) {
    if (typeof value === 'number')
        return String(value);
    return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH ? value : null;
}

;// CONCATENATED MODULE: ./build/denvr-api/denvr-snapshot-store.js





const SNAPSHOTS_PATH = '/api/v1/servers/snapshots';
/** Snapshots as Denvr Cloud's REST API holds them. */
class DenvrSnapshotStore {
    #transport;
    #authorization;
    constructor(transport, authorization) {
        this.#transport = transport;
        this.#authorization = authorization;
    }
    async list(cluster, options) {
        const sending = this.#send({
            method: 'GET',
            path: `${SNAPSHOTS_PATH}/GetSnapshots`,
            query: cluster === null ? {} : { Cluster: cluster },
            repeatable: true,
            interpret: (response) => (response.ok ? readSnapshotList(response) : response),
        }, options);
        return sending.catch(throwReadError);
    }
    async get(reference, options) {
        const sending = this.#sendAbout(reference, options, {
            method: 'GET',
            path: `${SNAPSHOTS_PATH}/GetSnapshot`,
            read: (response) => {
                const read = readSnapshot(response, reference);
                if (!read.ok)
                    return read;
                return { ok: true, value: { snapshot: read.value, serverNowMs: response.serverNowMs } };
            },
            missing: (serverNowMs) => ({ snapshot: null, serverNowMs }),
        });
        return sending.catch(throwReadError);
    }
    async create(request, options) {
        const { id, namespace, cluster, sourceVm } = request;
        try {
            const snapshot = await this.#send({
                method: 'POST',
                path: `${SNAPSHOTS_PATH}/CreateSnapshot`,
                body: { name: id, namespace, cluster, sourceVMName: sourceVm },
                repeatable: false,
                interpret: (response) => (response.ok ? readCreatedSnapshot(response, request) : response),
            }, options);
            return { kind: 'accepted', snapshot };
        }
        catch (error) {
            if (!(error instanceof errors/* SnapshotServiceError */.Kx))
                throw error;
            return toCreateResponse(error, request);
        }
    }
    async delete(target, seen, options) {
        const reference = { ...target, id: seen.id };
        let isRepeated = false;
        const sending = this.#sendAbout(reference, options, {
            method: 'DELETE',
            path: `${SNAPSHOTS_PATH}/DeleteSnapshot`,
            read: (response) => readDeletion(response, reference.id),
            missing: () => 'missing',
            lookBeforeRepeat: async () => {
                isRepeated = true;
                const { snapshot } = await this.get(reference, options);
                if (snapshot !== null)
                    requireSame(snapshot, seen);
                return snapshot === null ? 'accepted' : null;
            },
        });
        const response = await sending.catch(throwDeletionError);
        // It was there after the first request, and is gone after a further one.
        return isRepeated ? 'accepted' : response;
    }
    #send(call, options) {
        return this.#transport.send(call, this.#authorization, options);
    }
    /**
     * Sends a call about one snapshot. A 404 that the API may not have said is no answer: the list of the cluster is the
     * second witness.
     *
     * @throws SnapshotServiceError if the two contradict each other, or there is no list
     */
    async #sendAbout(reference, options, { read, missing, ...call }) {
        const { id, namespace, cluster } = reference;
        const query = { Id: id, Namespace: namespace, Cluster: cluster };
        const interpret = (response) => {
            if (response.ok)
                return read(response);
            const isMissing = saysMissing(response, reference) === 'missing';
            return isMissing ? { ok: true, value: missing(response.serverNowMs) } : response;
        };
        try {
            return await this.#send({ ...call, query, repeatable: true, interpret }, options);
        }
        catch (error) {
            if (!isUnclearMissing(error, reference))
                throw error;
            const listing = await this.list(cluster, options).catch((trouble) => {
                throw trouble instanceof errors/* SnapshotServiceError */.Kx ? error : trouble;
            });
            if (mayHold(listing, reference)) {
                throw new errors/* SnapshotServiceError */.Kx('unreadable', `The server contradicts itself: it lists the snapshot, or something that may be it, and says of it: ${error.message}`, error.maybeDone);
            }
            return missing(listing.serverNowMs);
        }
    }
}
/** What a service that is busy says of a read is no refusal of it: the same read may be answered later. */
function throwReadError(error) {
    if (!(error instanceof CallError) || !error.isRetryLater)
        throw error;
    throw new errors/* SnapshotServiceError */.Kx('unavailable', error.message, error.maybeDone);
}
/** Where a back end stays locked, the next deletion would fail too. */
function throwDeletionError(error) {
    if (!(error instanceof CallError) || !error.isBusy)
        throw error;
    throw new errors/* SnapshotServiceError */.Kx('unavailable', error.message, error.maybeDone);
}
/** Whether a list holds a snapshot, or something that may be it: what does not say its id or namespace, or is unreadable. */
function mayHold({ snapshots, unreadableItems }, { id, namespace }) {
    const isHere = mayBeIn(namespace);
    return (unreadableItems.some(isHere) ||
        snapshots.some((snapshot) => (snapshot.id ?? id) === id && isHere(snapshot)));
}
function isUnclearMissing(error, asked) {
    return (error instanceof CallError && error.response !== null && saysMissing(error.response, asked) === 'unclear');
}
/** @throws Error if another snapshot may have the name now (stork #86): to delete again would delete that one */
function requireSame(found, seen) {
    if (isKnownAgain(found, seen))
        return;
    const what = areNamesakes(found, seen) ? 'somebody has made a new one' : 'it may be a new one';
    throw new Error(`The snapshot to delete was ${describeOrigin(seen)}, but the one with this name now is ${describeOrigin(found)}: ${what}. It was not deleted, and nothing more was sent.`);
}
function describeOrigin({ creationDate, sourceName }) {
    return `of VM "${sourceName ?? 'unknown'}", made at ${creationDate ?? 'an unknown time'}`;
}
/** What the error of a request for a snapshot says about the snapshot that was asked for. */
function toCreateResponse(error, asked) {
    // Any other error came before the request was sent.
    if (!(error instanceof CallError))
        return { kind: 'rejected', isCertain: true, error };
    const { response, maybeDone, retryAfterMs } = error;
    // Before its other words, such as "try again with another name".
    if (response !== null && saysAlreadyExists(response, asked))
        return { kind: 'name-taken', error };
    if (error.isRetryLater) {
        // A 500 may come although the request was carried out, also where its words speak of another operation.
        const isDoubtful = response?.status === 500;
        return { kind: 'retry-later', maybeDone: isDoubtful, isBusy: error.isBusy, retryAfterMs, error };
    }
    if (error.isAccepted)
        return { kind: 'accepted-unclear', error };
    if (maybeDone)
        return { kind: 'unknown', error };
    // Without a response, no connection came about, and none will before something is changed.
    return { kind: 'rejected', isCertain: response === null || isCertain(response, asked), error };
}
/**
 * Whether a rejection is the API's own, and of this creation: what stands in front of it may say no to the answer of a
 * request that was carried out, and "not found" of the snapshot is the answer to a read.
 */
function isCertain(response, asked) {
    return response.status < 500 && response.origin !== 'gateway' && saysMissing(response, asked) !== 'missing';
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
var external_node_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_https_namespaceObject, 2);
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
;// CONCATENATED MODULE: ./build/denvr-api/connection-error.js

const MEND_CERTIFICATE = 'Check the certificate and the clock of this machine; for certificates of an authority of your own, set NODE_EXTRA_CA_CERTS to their file.';
/** A request that had no whole response. It is `denied` where only a change of settings can help. */
class ConnectionError extends errors/* SnapshotServiceError */.Kx {
    name = 'ConnectionError';
    /** What to change before another attempt can end better; null if it may pass by itself. */
    remedy;
    /** The status of a response that broke off after it; null if not even that came. */
    status;
    /**
     * @param from whose response is missing, such as `api.example.com through the proxy proxy.corp:3128`
     * @param mayHaveBeenSent false if no connection came about, so that the server cannot have seen the request
     */
    constructor(from, { words, remedy }, mayHaveBeenSent, status = null) {
        super(remedy === null ? 'unavailable' : 'denied', `No answer from ${from}: ${words}.`, mayHaveBeenSent);
        this.remedy = remedy;
        this.status = status;
    }
}
/** Puts an error of Node's into words. */
function toConnectionFailure(error, socket) {
    // Node leaves the message empty when every address of a host failed; the code is all there is then.
    const words = withoutSource(error.message || error.code || 'the connection failed');
    return { words, remedy: isOfCertificate(error, socket) ? MEND_CERTIFICATE : null };
}
/** `…:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/…/tls_common.c:113:` */
function withoutSource(message) {
    const [, library, reason] = /:error:[0-9A-F]+:([^:]*):[^:]*:([^:]+)/i.exec(message) ?? [];
    if (reason !== undefined)
        return `${library}: ${reason}`;
    // What Node advises is a setting of the node that the runner starts.
    return message.replace(/; if the root CA is installed locally.*/s, '');
}
function isOfCertificate({ code }, socket) {
    const { authorizationError } = (socket ?? {});
    return code !== undefined && code === authorizationError;
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./build/denvr-api/tunnel-agent.js




/** Why there is no tunnel. */
class TunnelError extends Error {
    failure;
    constructor(failure) {
        super(failure.words);
        this.failure = failure;
    }
}
/** After this time, a proxy that says nothing is left alone. */
const SILENCE_LIMIT_MS = 30_000;
/** What a proxy answers where only other settings can help: 429 or 408, for example, pass by themselves. */
const MENDABLE_STATUSES = [401, 403, 405, 407];
const MEND_PROXY = 'Check https_proxy with its user name and password, and whether the proxy lets this host be reached.';
/** An agent whose connections with TLS lead through the tunnels of a proxy. */
class TunnelAgent extends external_node_https_namespaceObject.Agent {
    #proxy;
    constructor(proxy) {
        super({ keepAlive: true });
        this.#proxy = proxy;
    }
    createConnection(options, done) {
        openTunnel(this.#proxy, options)
            .then((socket) => super.createConnection({ ...options, socket }))
            .then((socket) => done(null, socket), (error) => done(error, undefined));
    }
}
/** @throws TunnelError without a tunnel */
function openTunnel({ url, authorization }, to) {
    const target = `${(0,external_node_net_namespaceObject.isIPv6)(`${to.host}`) ? `[${to.host}]` : to.host}:${to.port}`;
    const options = {
        method: 'CONNECT',
        path: target,
        headers: { host: target, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
        agent: false,
        timeout: SILENCE_LIMIT_MS,
    };
    return new Promise((resolve, reject) => {
        const asking = (url.protocol === 'https:' ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request)(url, options);
        asking.once('timeout', () => asking.destroy());
        asking.once('error', (error) => {
            const { words, remedy } = toConnectionFailure(error, asking.socket);
            reject(new TunnelError({ words: `the proxy could not be asked: ${words}`, remedy }));
        });
        asking.once('connect', ({ statusCode = 0 }, socket, head) => {
            if (statusCode >= 200 && statusCode < 300) {
                socket.unshift(head);
                resolve(socket);
                return;
            }
            socket.destroy();
            const remedy = MENDABLE_STATUSES.includes(statusCode) ? MEND_PROXY : null;
            reject(new TunnelError({ words: `the proxy answered ${statusCode}`, remedy }));
        });
        asking.end();
    });
}

;// CONCATENATED MODULE: ./build/denvr-api/http-exchange.js








/** Twice the response for 100,000 snapshots (about 30 MB); beyond it, something else is being sent. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/**
 * An exchange over `@actions/http-client` that keeps its connections. It follows no redirect, which could lead the
 * credentials to another host, and repeats nothing.
 *
 * @param proxy through which servers with TLS are reached; null for none
 */
function createHttpExchange(userAgent, clock, proxy) {
    const client = new lib_HttpClient(userAgent);
    const plain = { module: external_node_http_namespaceObject_0, agent: new external_node_http_namespaceObject.Agent({ keepAlive: true }) };
    const secureAgent = proxy === null ? new external_node_https_namespaceObject.Agent({ keepAlive: true }) : new TunnelAgent(proxy);
    const secure = { module: external_node_https_namespaceObject_0, agent: secureAgent };
    const way = proxy === null ? '' : ` through the proxy ${proxy.url.host}`;
    return {
        async send({ method, url, headers, body }, timeoutMs, signal) {
            signal.throwIfAborted();
            const limit = new AbortController();
            const ended = new AbortController();
            // Not `AbortSignal.timeout`: it keeps no process alive, and after a change of the protocol nothing else does.
            clock.sleep(timeoutMs, ended.signal).then(() => limit.abort(), () => undefined);
            const { module, agent } = url.protocol === 'https:' ? secure : plain;
            const options = {
                ...(0,external_node_url_namespaceObject.urlToHttpOptions)(url),
                method,
                headers: { ...headers, 'user-agent': client.userAgent },
                agent,
                signal: AbortSignal.any([signal, limit.signal]),
            };
            const { httpModule, connection } = observedModule(module);
            let status = null;
            try {
                const info = { options, parsedUrl: url, httpModule };
                // Its types lack null, which stands for no body.
                const response = client.requestRaw(info, body);
                const { message } = await Promise.race([response, rejectWhenAborted(options.signal, ended.signal)]);
                status = message.statusCode ?? 0;
                return { status, headers: message.headers, body: await readBody(message) };
            }
            catch (error) {
                signal.throwIfAborted();
                const failure = limit.signal.aborted
                    ? { words: `no answer within ${formatDuration(timeoutMs)}`, remedy: null }
                    : failureOf(error, connection.socket);
                const isSent = connection.isConnected && error.syscall !== 'connect';
                throw new ConnectionError(url.host + way, failure, isSent, status);
            }
            finally {
                ended.abort();
            }
        },
    };
}
/** Ends what the signal itself cannot end: the wait for a tunnel, or for a response after the server changed the protocol (101). */
function rejectWhenAborted(signal, ended) {
    return new Promise((_resolve, reject) => {
        // Node keeps a combined signal for as long as somebody listens to it.
        signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended });
    });
}
/** Node's module, and later what became of the connection of the one request that is made with it. */
function observedModule(module) {
    const connection = { socket: null, isConnected: false };
    const markConnected = () => {
        connection.isConnected = true;
    };
    const request = (...parameters) => {
        const outgoing = Reflect.apply(module.request, module, parameters);
        outgoing.once('socket', (socket) => {
            connection.socket = socket;
            if (socket.secureConnecting === true)
                socket.once('secureConnect', markConnected);
            else if (socket.connecting)
                socket.once('connect', markConnected);
            // It was used before, or failed at once, which its error tells.
            else
                markConnected();
        });
        return outgoing;
    };
    return { httpModule: { request }, connection };
}
function failureOf(error, socket) {
    return error instanceof TunnelError ? error.failure : toConnectionFailure(error, socket);
}
async function readBody(message) {
    const chunks = [];
    let sizeBytes = 0;
    for await (const chunk of message) {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_BODY_BYTES)
            throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
        chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    // Of bytes that are not UTF-8, a decoder makes one character, so that two names could become one.
    return (0,external_node_buffer_namespaceObject.isUtf8)(bytes) ? new TextDecoder().decode(bytes) : bytes.toString('latin1');
}

;// CONCATENATED MODULE: ./build/domain/pauses.js
const MAX_BACKOFF_MS = 20_000;
/**
 * The pause before the next attempt: what the service asked for, or else one that doubles up to 20 s, of which a random
 * half is taken off so that jobs that failed together do not come back together.
 *
 * @param attempts how many have failed, at least 1
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @param firstMs the first pause where the service asked for none, in milliseconds
 * @returns milliseconds
 */
function retryDelayMs(attempts, retryAfterMs, random, firstMs = 1000) {
    // Zero would spend all attempts at once.
    if (retryAfterMs !== null && retryAfterMs > 0)
        return retryAfterMs;
    return Math.min(firstMs * 2 ** (attempts - 1), MAX_BACKOFF_MS) * (1 - 0.5 * random);
}
/** The pause grows with the time waited, so that the lag behind readiness stays below a tenth of the wait. */
const SHARE_OF_ELAPSED = 0.08;
const MIN_PAUSE_MS = 3000;
/** Spreads the checks of jobs that were started together. */
const JITTER = 0.1;
/**
 * The pause before the next check of a wait: 8% of the time waited, less up to 10% jitter, at least 3 s, at most
 * the poll interval, and never past the deadline, so that the last check happens at the deadline itself.
 *
 * @param elapsedMs milliseconds since the wait began
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds; 0 if no time is left
 */
function pauseBeforeNextCheckMs(elapsedMs, settings, random) {
    const grownMs = Math.min(elapsedMs * SHARE_OF_ELAPSED, settings.pollIntervalMs) * (1 - JITTER * random);
    const pauseMs = Math.min(Math.max(grownMs, MIN_PAUSE_MS), settings.pollIntervalMs);
    return Math.max(0, Math.min(pauseMs, settings.timeoutMs - elapsedMs));
}

;// CONCATENATED MODULE: ./build/denvr-api/pace.js



/** Attempts of a request that may be repeated, the first one included. */
const MAX_ATTEMPTS = 5;
/** A 5xx with its own message is usually a rejection, such as of an unknown cluster, and seldom a passing error. */
const MAX_ATTEMPTS_AFTER_WORDS = 2;
/** Where a back end does one operation at a time, each waits for its turn: about four minutes at the most. */
const MAX_ATTEMPTS_WHILE_BUSY = 20;
const MAX_RETRY_AFTER_MS = 2 * MINUTE_MS;
/**
 * Whether another attempt may end better. Only a deletion waits for its turn: a login that is refused with "try again"
 * must not be tried until the account is locked.
 *
 * @param attempts how many have failed, at least 1
 */
function isWorthRetrying(error, attempts, method) {
    if (error.isBusy && method === 'DELETE')
        return attempts < MAX_ATTEMPTS_WHILE_BUSY;
    if (error.kind === 'unavailable')
        return attempts < MAX_ATTEMPTS;
    const isServerError = error.kind === 'rejected' && (error.response?.status ?? 0) >= 500;
    return (error.kind === 'unreadable' || isServerError) && attempts < MAX_ATTEMPTS_AFTER_WORDS;
}
/**
 * Reads `Retry-After` (RFC 9110 10.2.3) in both forms. A date is measured against the response's own `Date`, so that a
 * wrong clock on this machine does not matter.
 *
 * @returns milliseconds, at most two minutes; null without a usable value
 */
function readRetryAfterMs(headers, nowMs) {
    const value = headers['retry-after']?.trim();
    if (value === undefined || value === '')
        return null;
    if (/^\d+$/.test(value))
        return Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS);
    const untilMs = readHttpDateMs(value);
    if (untilMs === null)
        return null;
    const delayMs = untilMs - (readServerNowMs(headers) ?? nowMs);
    return Math.min(Math.max(delayMs, 0), MAX_RETRY_AFTER_MS);
}
const FIRST_SPACING_MS = 100;
const MAX_SPACING_MS = 5000;
const SHARE_LEFT_AFTER_SUCCESS = 0.9;
/** Below this, spacing is lost in the time that a request takes anyway. */
const MIN_SPACING_MS = 10;
/**
 * How fast all calls together may be. A server that limits its callers (429) counts an account's requests and not a
 * call's, so every call keeps the silence that one was asked for, and after it they come one by one: the space
 * between requests doubles with each 429 and shrinks with each success.
 */
class Pace {
    #clock;
    #silentUntilMs = 0;
    #spacingMs = 0;
    #nextTurnMs = 0;
    #slowedDownMs = 0;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Nothing is sent for a while. */
    keepSilence(durationMs) {
        this.#silentUntilMs = Math.max(this.#silentUntilMs, this.#clock.elapsedMs() + durationMs);
    }
    /** @param sentMs when the request that got the 429 was sent: what was under way together gets it together, and counts once */
    slowDown(sentMs = this.#clock.elapsedMs()) {
        if (sentMs < this.#slowedDownMs)
            return;
        this.#slowedDownMs = this.#clock.elapsedMs();
        this.#spacingMs = Math.min(Math.max(this.#spacingMs * 2, FIRST_SPACING_MS), MAX_SPACING_MS);
    }
    /** A call was answered well: the next ones may come a little faster. */
    speedUp() {
        const spacingMs = this.#spacingMs * SHARE_LEFT_AFTER_SUCCESS;
        this.#spacingMs = spacingMs < MIN_SPACING_MS ? 0 : spacingMs;
    }
    /**
     * Resolves when a request may be sent.
     *
     * @throws SnapshotServiceError (`unavailable`) if that is beyond the deadline; the signal's reason once it is aborted
     */
    async turn({ signal, deadlineMs = Number.POSITIVE_INFINITY }) {
        signal.throwIfAborted();
        const turnMs = Math.max(this.#clock.elapsedMs(), this.#silentUntilMs, this.#nextTurnMs);
        if (turnMs >= deadlineMs && turnMs > this.#clock.elapsedMs()) {
            throw new errors/* SnapshotServiceError */.Kx('unavailable', 'The server asked for a pause that is longer than the time left.');
        }
        this.#nextTurnMs = turnMs + this.#spacingMs;
        const pauseMs = turnMs - this.#clock.elapsedMs();
        if (pauseMs > 0)
            await this.#clock.sleep(pauseMs, signal);
        // Meanwhile another call may have been asked for silence.
        if (this.#silentUntilMs > this.#clock.elapsedMs())
            await this.turn({ signal, deadlineMs });
    }
}

;// CONCATENATED MODULE: ./build/denvr-api/transport.js






/** An attempt is given up after this time as a whole, however slowly its bytes still drip in. */
const MAX_ATTEMPT_MS = 30_000;
/** With less time than this left, another attempt would only hide why the last one failed. */
const MIN_ATTEMPT_MS = 1000;
/**
 * The one place that sends requests: bounds each attempt, repeats what may be repeated, renews credentials, and reads
 * responses.
 */
class Transport {
    #options;
    #pace;
    constructor(options) {
        this.#options = options;
        this.#pace = new Pace(options.clock);
    }
    /**
     * @throws CallError after the last attempt, also where the credentials were refused
     * @throws SnapshotServiceError of another kind without a login or without time
     * @throws the signal's reason once it is aborted
     */
    async send(call, authorization, options) {
        let maybeDone = false;
        let isRenewed = false;
        try {
            for (let attempts = 1;; attempts += 1) {
                const header = await authorization.header(options);
                const outcome = await this.#attempt(call, header, attempts, options);
                if (outcome.ok)
                    return outcome.value;
                const { error } = outcome;
                maybeDone ||= leavesDoubt(call, error);
                if (error.isUnauthorized && !isRenewed && authorization.renew(header)) {
                    isRenewed = true;
                    continue;
                }
                if (error.isUnauthorized)
                    throw error.withHint(authorization.refusal);
                const settled = await this.#beforeNext(call, error, attempts, options);
                if (settled !== null)
                    return settled;
            }
        }
        catch (error) {
            throw withDoubt(error, maybeDone);
        }
    }
    async #attempt(call, header, attempts, options) {
        const { exchange, clock, log, redact, onRequest } = this.#options;
        await this.#pace.turn(options);
        const request = this.#toRequest(call, header);
        const startedMs = clock.elapsedMs();
        const timeoutMs = Math.min(MAX_ATTEMPT_MS, (options.deadlineMs ?? Number.POSITIVE_INFINITY) - startedMs);
        const about = () => `${call.method} ${request.url.pathname}, attempt ${attempts}, ${Math.round(clock.elapsedMs() - startedMs)} ms`;
        try {
            onRequest();
            const received = await exchange.send(request, Math.max(1, timeoutMs), options.signal);
            log.debug(`${received.status} ${about()}`);
            const response = call.interpret(readResponse(received, redact, call.holdsSecrets));
            if (response.ok) {
                this.#pace.speedUp();
                return response;
            }
            const retryAfterMs = readRetryAfterMs(received.headers, clock.nowMs());
            const error = CallError.ofResponse(response, retryAfterMs);
            if (response.status === 429 || error.isBusy)
                this.#pace.slowDown(startedMs);
            if (retryAfterMs !== null)
                this.#pace.keepSilence(retryAfterMs);
            return { ok: false, error };
        }
        catch (error) {
            if (!(error instanceof ConnectionError))
                throw error;
            log.debug(`no answer to ${about()}`);
            return { ok: false, error: CallError.ofConnection(error) };
        }
    }
    #toRequest(call, authorization) {
        const { apiUrl } = this.#options;
        const url = new URL(apiUrl);
        // Not by resolving a reference: one that begins with two slashes names another host.
        url.pathname = apiUrl.pathname.replace(/\/+$/, '') + call.path;
        for (const [name, value] of Object.entries(call.query ?? {}))
            url.searchParams.set(name, value);
        return {
            method: call.method,
            url,
            headers: {
                accept: 'application/json',
                // Without it, a server may choose any coding (RFC 9110 12.5.3).
                'accept-encoding': 'identity',
                ...(authorization === null ? {} : { authorization }),
                ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: call.body === undefined ? null : JSON.stringify(call.body),
        };
    }
    /**
     * Pauses, and looks what became of an attempt that the server may have acted on.
     *
     * @returns the call's value if that settles it; null if it is to be sent again
     * @throws the error itself if the call must not, or need not, be sent again, or if no time is left for that
     */
    async #beforeNext({ method, repeatable, lookBeforeRepeat }, error, attempts, { signal, deadlineMs = Number.POSITIVE_INFINITY }) {
        if (!repeatable || !isWorthRetrying(error, attempts, method))
            throw error;
        const { clock, log, random } = this.#options;
        const delayMs = retryDelayMs(attempts, error.retryAfterMs, random());
        if (clock.elapsedMs() + delayMs + MIN_ATTEMPT_MS > deadlineMs)
            throw error;
        log.info(`${error.message} Trying ${method} again in ${Math.ceil(delayMs / 1000)} s.`);
        await clock.sleep(delayMs, signal);
        return error.mayBeActedOn && lookBeforeRepeat ? lookBeforeRepeat() : null;
    }
}
/** What is looked up after an attempt may have been done by it, also where the server said that it failed. */
function leavesDoubt({ lookBeforeRepeat }, error) {
    return lookBeforeRepeat === undefined ? error.maybeDone : error.mayBeActedOn;
}
/** The error of a call whose last attempt, or one before it, may have been acted on. */
function withDoubt(error, maybeDone) {
    return maybeDone && error instanceof errors/* SnapshotServiceError */.Kx ? error.asMaybeDone() : error;
}

;// CONCATENATED MODULE: ./build/denvr-api/connect.js




/** The snapshots of a Denvr account. Nothing is sent before the first call. */
function connectToDenvr(connection) {
    const { credentials, clock, userAgent, proxy, keepSecret } = connection;
    const transport = new Transport({ ...connection, exchange: createHttpExchange(userAgent, clock, proxy) });
    const authorization = credentials.kind === 'api-key'
        ? authorizeByKey(credentials.apiKey)
        : new LoginAuthorization(credentials, transport, clock, keepSecret);
    return new DenvrSnapshotStore(transport, authorization);
}

;// CONCATENATED MODULE: ./build/domain/snapshot-name.js


/** What a name template may contain, each in braces. */
const PLACEHOLDERS = [
    'source-vm',
    'date',
    'time',
    'sha',
    'ref',
    'run-id',
    'run-number',
    'run-attempt',
];
/** The template where none is given. */
const DEFAULT_NAME_TEMPLATE = '{source-vm}-{date}-{time}';
/** A label of DNS (RFC 1123) has 63 characters, and every Kubernetes object accepts a name of that length. */
const MAX_LABEL_LENGTH = 63;
const NAME_RULE = `a generated name has only a-z, 0-9 and -, and at most ${MAX_LABEL_LENGTH} characters`;
const PLACEHOLDER = /\{([^{}]*)\}/g;
/** Only these have no length of their own; the others are kept whole, because they make the name unique. */
const SHORTENED_WHEN_TOO_LONG = ['source-vm', 'ref'];
/** Whether the template asks for any of the placeholders. */
function usesPlaceholder(template, placeholders) {
    return placeholders.some((placeholder) => template.includes(`{${placeholder}}`));
}
/** `YYYYMMDD` and `HHMMSS` in UTC. */
function dateAndTime(nowMs) {
    const iso = new Date(nowMs).toISOString();
    return { date: iso.slice(0, 10).replaceAll('-', ''), time: iso.slice(11, 19).replaceAll(':', '') };
}
/**
 * Names the snapshots of some VMs by a template. A name keeps to `a-z 0-9 -` and 63 characters, which Kubernetes
 * accepts everywhere; where it is too long, the VM's part (and a branch's) is shortened and the rest kept.
 *
 * @returns all faults in one go: unknown or empty placeholders, nothing left of a name, and two VMs that would get
 * the same name
 */
function nameSnapshots(template, sourceVms, values) {
    const templateFaults = faultsOfTemplate(template, sourceVms, values);
    if (templateFaults.length > 0)
        return { ok: false, faults: templateFaults };
    const named = sourceVms.map((sourceVm) => ({ sourceVm, name: expand(template, sourceVm, values) }));
    const faults = [...named.flatMap((source) => faultsOfName(template, source)), ...collisions(named)];
    if (faults.length > 0)
        return { ok: false, faults };
    const notices = named.flatMap(({ name, sourceVm }) => {
        const meant = fill(template, sourceVm, values, (value) => value);
        return meant === name
            ? []
            : [`The name "${shorten(meant, MAX_SHOWN_CHARACTERS)}" was changed to "${name}": ${NAME_RULE}.`];
    });
    return { ok: true, named, notices };
}
function faultsOfTemplate(template, sourceVms, values) {
    const asked = Array.from(template.matchAll(PLACEHOLDER), ([, placeholder]) => placeholder);
    const accepted = `accepted are ${PLACEHOLDERS.map((placeholder) => `{${placeholder}}`).join(', ')}`;
    const unknown = asked.filter((placeholder) => !PLACEHOLDERS.includes(placeholder));
    const empty = asked.filter((placeholder) => placeholder !== 'source-vm' && PLACEHOLDERS.includes(placeholder) && !values[placeholder]);
    const strayBrace = /[{}]/.test(template.replaceAll(PLACEHOLDER, ''));
    return [
        ...unknown.map((placeholder) => `{${placeholder}} is not a placeholder; ${accepted}`),
        ...(strayBrace ? [`a brace stands alone; ${accepted}`] : []),
        ...empty.map((placeholder) => `{${placeholder}} has no value in this run`),
        ...(sourceVms.length > 1 && !asked.includes('source-vm')
            ? ['several VMs need {source-vm} in it, or their snapshots would have the same name']
            : []),
    ];
}
/** The name, with as much of the shortened parts as there is room for; too long where there is none. */
function expand(template, sourceVm, values) {
    const partLimits = Array.from({ length: MAX_LABEL_LENGTH }, (_, index) => MAX_LABEL_LENGTH - index);
    const names = partLimits.map((partLimit) => {
        const name = fill(template, sourceVm, values, (value, placeholder) => {
            const limit = SHORTENED_WHEN_TOO_LONG.includes(placeholder) ? partLimit : undefined;
            return toNameCharacters(toNameCharacters(value).slice(0, limit));
        });
        return toNameCharacters(name);
    });
    return names.find((name) => name.length <= MAX_LABEL_LENGTH) ?? names[0];
}
/** The template, with what `write` makes of each value in the place of its placeholder. */
function fill(template, sourceVm, values, write) {
    return template.replaceAll(PLACEHOLDER, (_, placeholder) => write(placeholder === 'source-vm' ? sourceVm : (values[placeholder] ?? ''), placeholder));
}
function toNameCharacters(text) {
    return text
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '');
}
function faultsOfName(template, { name, sourceVm }) {
    if (template.includes('{source-vm}') && toNameCharacters(sourceVm) === '') {
        return [`nothing is left of the VM name ${JSON.stringify(sourceVm)} in a-z, 0-9 and -`];
    }
    if (name === '')
        return ['nothing is left of it in a-z, 0-9 and -'];
    if (name.length <= MAX_LABEL_LENGTH)
        return [];
    return [`the name "${name}" has ${name.length} characters; ${MAX_LABEL_LENGTH} are accepted`];
}
function collisions(named) {
    return Array.from(Map.groupBy(named, ({ name }) => name))
        .filter(([, sources]) => sources.length > 1)
        .sort(([left], [right]) => compareText(left, right))
        .map(([name, sources]) => {
        const vms = sources.map(({ sourceVm }) => sourceVm).join(' and ');
        return `the VMs ${vms} would get the same name "${name}"`;
    });
}

;// CONCATENATED MODULE: ./node_modules/p-map/index.js
function pMap(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, false);
}

function pMapSettled(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, true);
}

function pMapKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, false);
}

function pMapSettledKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, true);
}

// Like `Promise.allKeyed` and `Promise.allSettledKeyed`, with a mapper, and for a `Map` too. Each value travels with its key, so a skipped key, which leaves no slot in the result, cannot shift the keys after it.
async function mapKeyed(input, mapper, options, isSettled) {
	const entries = getKeyedEntries(input);

	// After the values have their handlers, like the other argument errors, which `mapConcurrently` checks. It cannot check this one, as it gets the wrapper below as its mapper.
	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	const mappedEntries = await mapConcurrently(entries, async ([key, inputResult]) => {
		try {
			if (inputResult.status === 'rejected') {
				throw inputResult.reason;
			}

			const result = await mapper(inputResult.value, key);

			if (result === pMapSkip || result === pMapStop) {
				return result;
			}

			return [key, isSettled ? {status: 'fulfilled', value: result} : result];
		} catch (error) {
			if (!isSettled) {
				throw error;
			}

			return [key, {status: 'rejected', reason: error}];
		}
	}, options, false);

	if (input instanceof Map) {
		return new Map(mappedEntries);
	}

	// A null prototype, like `Promise.allKeyed`, so a key like `__proto__` or `toString` is an own property like any other.
	return Object.setPrototypeOf(Object.fromEntries(mappedEntries), null);
}

// The engine behind all the functions, except `pMapIterable`. With `isSettled`, an element or a mapper that rejects gives a `{status: 'rejected'}` result instead of an error, like `Promise.allSettled`, so `stopOnError` does not apply.
async function mapConcurrently(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		stopOnError = true,
		signal,
	} = {},
	isSettled,
) {
	return new Promise((resolve_, reject_) => {
		validateOptions(iterable, mapper, concurrency);

		const result = [];
		// Stage the errors by index, like `result`, so they are reported in input order.
		const errors = [];
		let skippedCount = 0;
		let isResolved = false;
		let isIterableDone = false;
		const pendingIndexes = new Set();
		let doneIndex = Number.POSITIVE_INFINITY;
		let currentIndex = 0;
		const iterator = getIterator(iterable);

		const signalListener = () => {
			reject(signal.reason);
		};

		const cleanup = () => {
			signal?.removeEventListener('abort', signalListener);
		};

		const resolve = value => {
			resolve_(value);
			cleanup();
		};

		const reject = reason => {
			if (isResolved) {
				return;
			}

			isResolved = true;
			reject_(reason);
			cleanup();

			if (!isIterableDone) {
				closeIterator(iterator);
			}
		};

		if (signal) {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}

			signal.addEventListener('abort', signalListener, {once: true});
		}

		const pull = createPuller(iterator);

		// Settle only once the source is done, or a mapper stopped, and every earlier pull and mapper has finished. A pull before the `done` or the stop can still produce an element, while pulls after it do not affect the result.
		const settleIfFinished = () => {
			if (isResolved || doneIndex === Number.POSITIVE_INFINITY) {
				return;
			}

			for (const index of pendingIndexes) {
				if (index < doneIndex) {
					return;
				}
			}

			if (!stopOnError) {
				const collectedErrors = [];

				for (let index = 0; index < Math.min(doneIndex, errors.length); index++) {
					if (index in errors) {
						collectedErrors.push(errors[index]);
					}
				}

				if (collectedErrors.length > 0) {
					reject(new AggregateError(collectedErrors)); // eslint-disable-line unicorn/error-message
					return;
				}
			}

			isResolved = true;

			// A stop ended the result before the source did, so close it, like `for await` does on a `break`. Not at the stop itself, as a source that settles its `next()` calls out of call order may still owe an earlier element, and closing could drop it.
			if (!isIterableDone) {
				closeIterator(iterator);
			}

			// `done` is final, like `for await`, so a `done` that lands between two elements ends
			// the result there and everything the source produced past it is dropped. A stop cuts it the same way.
			const lastIndex = Math.min(doneIndex, result.length);

			// Every index below `lastIndex` has a value: an index only goes unassigned when its pull reported `done` or its mapper returned `pMapStop`, and the lowest such index is `doneIndex`. So the array is dense below `lastIndex`, and the fast path can hand it over untouched.
			if (lastIndex === result.length && skippedCount === 0) {
				resolve(result);
				return;
			}

			// Otherwise this drops the skipped results and whatever the `done` or the stop cut off.
			resolve(result.slice(0, lastIndex).filter(value => value !== pMapSkip));
		};

		const next = async () => {
			// After a `done` or a stop, a pull would take an item nobody is going to map, which a one-shot source, like a queue, would lose.
			if (isResolved || currentIndex >= doneIndex) {
				return;
			}

			// Take the index when the pull starts, not when it resolves, so a source that settles
			// its `next()` calls out of call order still gets the right position.
			const index = currentIndex++;
			pendingIndexes.add(index);

			let nextItem;
			try {
				nextItem = await pull();
			} catch (error) {
				pendingIndexes.delete(index);

				if (index < doneIndex) {
					throw error;
				}

				settleIfFinished();
				return;
			}

			if (nextItem.done) {
				pendingIndexes.delete(index);
				doneIndex = Math.min(doneIndex, index);
				isIterableDone = true;
				settleIfFinished();
				return;
			}

			// Intentionally detached
			const runner = (async () => {
				try {
					const element = await nextItem.value;

					if (isResolved || index >= doneIndex) {
						return;
					}

					const value = await mapper(element, index);

					// Ignore an item produced after an earlier pull reported `done` or an earlier mapper returned `pMapStop`.
					if (index >= doneIndex) {
						return;
					}

					// A stop ends the result here, like a `done` from the source, so settling waits only for the earlier elements.
					if (value === pMapStop) {
						doneIndex = index;
						return;
					}

					if (value === pMapSkip) {
						skippedCount++;
					}

					result[index] = isSettled && value !== pMapSkip ? {status: 'fulfilled', value} : value;
				} catch (error) {
					if (index >= doneIndex) {
						return;
					}

					if (isSettled) {
						result[index] = {status: 'rejected', reason: error};
					} else if (stopOnError) {
						reject(error);
						return;
					} else {
						errors[index] = error;
					}
				} finally {
					pendingIndexes.delete(index);
					settleIfFinished();
				}

				// If the iterable throws we can't really continue regardless of `stopOnError` state
				// since an iterable is likely to continue throwing after it throws once.
				// If we continue calling `next()` indefinitely we will likely end up
				// in an infinite loop of failed iteration.
				try {
					await next();
				} catch (error) {
					reject(error);
				}
			})();

			// Link the runner to the returned promise, so the async stack trace of a mapper error reaches the caller. Nothing awaits the runner, so the trace would stop there, but V8 follows a reaction that resolves another promise. The link never settles, so it never resolves the returned promise. It is a new promise for each runner, as a shared one would keep a reaction for every element.
			runner.then(() => new Promise(() => {})).then(resolve_);
		};

		// Create the concurrent runners in a detached (non-awaited)
		// promise. We need this so we can await the `next()` calls
		// to stop creating runners before hitting the concurrency limit
		// if the iterable has already been marked as done or a mapper stopped.
		// NOTE: We *must* do this for async iterators otherwise we'll spin up
		// infinite `next()` calls by default and never start the event loop.
		(async () => {
			for (let index = 0; index < concurrency; index++) {
				try {
					// eslint-disable-next-line no-await-in-loop
					await next();
				} catch (error) {
					reject(error);
					break;
				}

				if (isResolved || currentIndex >= doneIndex) {
					break;
				}
			}
		})();
	});
}

function pMapIterable(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		backpressure = concurrency,
		preserveOrder = true,
	} = {},
) {
	validateOptions(iterable, mapper, concurrency);

	if (!isLimit(backpressure, concurrency)) {
		throw new TypeError(`Expected \`backpressure\` to be an integer from \`concurrency\` (${concurrency}) and up or \`Infinity\`, got \`${backpressure}\` (${typeof backpressure})`);
	}

	return {
		[Symbol.asyncIterator]() {
			// `isDone` lives outside the generator so the wrapper below can set it the moment the
			// consumer asks to stop. The generator is suspended on a pending `next()` at that point,
			// so its `finally` would not run until much later and workers finishing in the meantime
			// would keep pulling and mapping input for nobody.
			let isDone = false;

			const generator = (async function * () {
				const iterator = getIterator(iterable);

				// Results are consumed from the front with a moving `headIndex` instead of `shift()`.
				// `shift()` moves every remaining entry, which is O(n) per element and made the whole
				// run O(n²) whenever `backpressure` let the array grow, which is the default.
				let promises = [];
				let headIndex = 0;
				let isIterableDone = false;

				// The lowest index whose pull reported `done`. Without `preserveOrder`, the pulls after it have their slots given back, so their errors are dropped.
				let doneIndex = Number.POSITIVE_INFINITY;

				// An element that is being read, or is waiting for a mapper, does not hold a mapper slot, so the next element can be read while the mappers run. Those elements have their own cap of `concurrency`, so the source never sees more than `concurrency` overlapping `next()` calls, even with `backpressure: Infinity`. `backpressure` caps everything in flight together.
				let readingCount = 0;
				let runningMappersCount = 0;

				// The workers waiting for a mapper slot, in the order they started waiting. A finished mapper hands its slot to the oldest one.
				const mapperWaiters = new Map();
				let mapperWaiterCount = 0;
				let wokenMapperWaiterCount = 0;

				const releaseMapperSlot = () => {
					if (wokenMapperWaiterCount === mapperWaiterCount) {
						runningMappersCount--;
						return;
					}

					mapperWaiters.get(wokenMapperWaiterCount)();
					mapperWaiters.delete(wokenMapperWaiterCount++);
				};

				let index = 0;

				// The lowest index whose mapper returned `pMapStop`, or, with `preserveOrder`, whose pull, element, or mapper threw. The stream ends there, like a `break` or a `throw` in a loop. Once it is set, nothing past it is pulled, and no pending element past it is mapped, while the earlier elements still finish and are yielded first. `isDone` cannot do this, as it would drop the values of the earlier elements too.
				let stopIndex = Number.POSITIVE_INFINITY;

				// Without `preserveOrder`, each spawn still takes a slot in `promises`, so `backpressure` counts the same, but the slots are filled in the order the workers settle rather than the order they were spawned in, so the consumer gets whichever result is ready first. A worker always fills the oldest empty slot, at `fillIndex`. An empty slot is `undefined`, and a filled one holds the result itself rather than a promise, so a result costs a promise only when the consumer has to wait for it, through `wake`.
				let fillIndex = 0;
				let wake;

				// The indexes of the pulls whose worker has not filled a slot yet, without `preserveOrder`.
				const unfilledIndexes = new Set();

				// The consumer waits only when the head is empty, and then the oldest empty slot is the head, so the first fill wakes it.
				const fillSlot = result => {
					promises[fillIndex++] = result;
					wake?.(result);
					wake = undefined;
				};

				const pull = createPuller(iterator);

				function trySpawn() {
					// Do not spawn once the consumer is gone, the source is done, or the stream ends at an earlier element. The pull would be wasted work, and for a one-shot source, like a queue, it takes an item nobody is going to ask for.
					if (isDone || isIterableDone || index > stopIndex || readingCount >= concurrency || promises.length - headIndex >= backpressure) {
						return;
					}

					readingCount++;

					// Take the index when the pull starts, not when it resolves, so a source that
					// settles its `next()` calls out of call order still gets the right position.
					const currentIndex = index++;

					// Errors must be returned as a value instead of rejecting, otherwise a promise that
					// the consumer abandons after an earlier error becomes an unhandled rejection.
					const promise = (async () => {
						try {
							let element;
							try {
								const {done, value} = await pull();

								if (done) {
									isIterableDone = true;
									doneIndex = Math.min(doneIndex, currentIndex);
									return {done: true};
								}

								// Spawn if still below the reading and backpressure limits
								trySpawn();

								element = await value;

								if (runningMappersCount < concurrency) {
									runningMappersCount++;
								} else {
									// `releaseMapperSlot` hands the slot over without decrementing `runningMappersCount`, so it is already counted.
									await new Promise(resolve => {
										mapperWaiters.set(mapperWaiterCount++, resolve);
									});
								}
							} finally {
								readingCount--;
							}

							// Spawn now that this element is no longer waiting for a mapper, so the next one is read while this one is mapped
							trySpawn();

							let returnValue;
							try {
								// The consumer stopped iterating, or the stream ends before this element, while this element was being read or waiting for a mapper, so drop it instead of doing work nobody will consume.
								if (isDone || currentIndex > stopIndex) {
									return {done: false, value: pMapSkip};
								}

								returnValue = await mapper(element, currentIndex);
							} finally {
								releaseMapperSlot();
							}

							if (returnValue === pMapStop) {
								stopIndex = Math.min(stopIndex, currentIndex);
							}

							return {done: false, value: returnValue};
						} catch (error) {
							// With `preserveOrder`, the error is thrown at its own position, after the results before it, so those still finish. Without it, the error is thrown as soon as it settles, so nothing still pending can be yielded anymore.
							// An error from a pull after the end of the source is dropped, as `done` is final, so it must have no effect. `doneIndex` is set before the worker that saw `done` settles, so its slot hand-back runs before the delivery check of any error that sees it here, and the two always agree.
							if (preserveOrder) {
								stopIndex = Math.min(stopIndex, currentIndex);
							} else if (currentIndex < doneIndex) {
								isDone = true;
							}

							return {error};
						}
					})();

					if (preserveOrder) {
						promises.push(promise);
						return;
					}

					promises.push(undefined);

					unfilledIndexes.add(currentIndex);

					// The worker never rejects, as errors are returned as a value.
					// The slot is filled here, a tick after the worker settles, rather than by the worker itself, for the same reason the consumer awaits a filled slot: so the consumer never runs, and pulls, earlier.
					promise.then(result => {
						// The slot was already given back, as the pull came after the end of the source.
						if (!unfilledIndexes.delete(currentIndex)) {
							return;
						}

						if (result.done) {
							// The pulls made after this one came after the end of the source, and a source like a queue may never answer them, so give their slots back now instead of waiting on them.
							for (const unfilledIndex of unfilledIndexes) {
								if (unfilledIndex > currentIndex) {
									unfilledIndexes.delete(unfilledIndex);
									fillSlot({done: true});
								}
							}
						}

						fillSlot(result);
					});
				}

				trySpawn();

				try {
					while (headIndex < promises.length) {
						// Without `preserveOrder`, a filled slot holds the result itself, and it is still awaited. That takes one tick, like awaiting a settled promise, so the consumer, and its `trySpawn()`, never run earlier than with a promise in the slot. Taking a ready result without the tick can make the consumer pull before it sees a stop or the end of the source, and a one-shot source, like a queue, would lose that item.
						// eslint-disable-next-line no-await-in-loop
						const result = await (promises[headIndex] ?? new Promise(resolve => {
							wake = resolve;
						}));
						const {done, value} = result;

						// Release the entry instead of leaving it for a `shift()` to move, and drop the
						// consumed prefix once it is at least half the array. That keeps the backing
						// store proportional to the results still in flight rather than to the total
						// ever spawned, which matters for an endless source, while costing one copy per
						// half of the array, so it stays O(1) per element.
						promises[headIndex] = undefined;
						headIndex++;

						if (headIndex * 2 >= promises.length) {
							promises = promises.slice(headIndex);
							fillIndex -= headIndex;
							headIndex = 0;
						}

						if (Object.hasOwn(result, 'error')) {
							throw result.error;
						}

						if (done) {
							// Without `preserveOrder`, the `done` can arrive while other workers are still running.
							if (preserveOrder) {
								return;
							}

							continue;
						}

						// The stream ends where the stop would have been yielded: after the earlier elements with `preserveOrder`, and after the results that were ready before it without.
						if (value === pMapStop) {
							return;
						}

						// Spawn if just dropped below the backpressure limit and still below the reading limit
						trySpawn();

						// A `pMapSkip` result stays in `promises` and is stepped over here. Splicing it out
						// in the worker instead would make every skip an O(n) scan and move, so a run of
						// skips would be O(n²).
						if (value === pMapSkip) {
							continue;
						}

						yield value;
					}
				} finally {
					// Stop pulling input once the consumer stops iterating, otherwise pending skipped mappers keep spawning work.
					isDone = true;

					if (!isIterableDone) {
						closeIterator(iterator);
					}
				}
			})();

			// Override `return()` and `throw()` on the generator itself instead of wrapping it, so it
			// keeps what it inherits, like `Symbol.asyncDispose` for `await using`, and `next()` stays
			// the native one. Plain functions, not `async`: the generator already returns a promise,
			// and an `async` function would wrap it in two more promises and two more microtask hops.
			const {return: generatorReturn, throw: generatorThrow} = generator;

			generator.return = value => {
				isDone = true;
				return generatorReturn.call(generator, value);
			};

			generator.throw = error => {
				isDone = true;
				return generatorThrow.call(generator, error);
			};

			return generator;
		},
	};
}

const pMapSkip = Symbol('skip');

const pMapStop = Symbol('stop');

// The checks `pMap` and `pMapIterable` share, so both reject the same input the same way.
// `mapConcurrently` runs this inside its promise, so a bad argument rejects rather than throws.
function validateOptions(iterable, mapper, concurrency) {
	// Optional chaining, so a nullish input gets this message rather than Node's internal
	// "null is not iterable".
	if (iterable?.[Symbol.iterator] === undefined && iterable?.[Symbol.asyncIterator] === undefined) {
		throw new TypeError(`Expected \`input\` to be either an \`Iterable\` or \`AsyncIterable\`, got (${typeof iterable})`);
	}

	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	if (!isLimit(concurrency, 1)) {
		throw new TypeError(`Expected \`concurrency\` to be an integer from 1 and up or \`Infinity\`, got \`${concurrency}\` (${typeof concurrency})`);
	}
}

// Whether the value is an integer from `minimum` and up, or `Infinity`, as `concurrency` and `backpressure` must be.
function isLimit(value, minimum) {
	return (Number.isSafeInteger(value) && value >= minimum) || value === Number.POSITIVE_INFINITY;
}

// Read the entries of a `Map`, or else the own enumerable keys, strings and symbols, in the order and the way `Promise.allKeyed` does, all up front. Each value gets a handler right away, also like `Promise.allKeyed`, so a value that rejects before a mapper slot reaches it is not an unhandled rejection.
function getKeyedEntries(input) {
	if (input === null || (typeof input !== 'object' && typeof input !== 'function')) {
		throw new TypeError(`Expected \`input\` to be an object, got (${input === null ? 'null' : typeof input})`);
	}

	const entries = [];

	const addEntry = (key, value) => {
		// Resolve the whole entry, so the engine checks termination after the value settles and before the mapper runs.
		entries.push(Promise.resolve(value).then(
			value => [key, {status: 'fulfilled', value}],
			error => [key, {status: 'rejected', reason: error}],
		));
	};

	if (input instanceof Map) {
		for (const [key, value] of input) {
			addEntry(key, value);
		}
	} else {
		for (const key of Reflect.ownKeys(input)) {
			if (Object.getOwnPropertyDescriptor(input, key)?.enumerable) {
				addEntry(key, input[key]);
			}
		}
	}

	return entries;
}

// Take the async iterator when the input has both, like `for await` does.
function getIterator(iterable) {
	return iterable[Symbol.asyncIterator] === undefined ? iterable[Symbol.iterator]() : iterable[Symbol.asyncIterator]();
}

// Close the source so it can release its resources, like `for await` does.
// Callers must not await this so a source that is blocked in `next()` cannot block them.
async function closeIterator(iterator) {
	try {
		await iterator.return?.();
	} catch {}
}

// Pull the next item, and stop pulling once the source has reported `done`: a source like a queue
// may block in `next()` after it is exhausted, which would hang the caller. `done` is final, like
// `for await`, so anything the source produces after it is dropped.
function createPuller(iterator) {
	let isSourceDone = false;

	// A sync iterable, like an array, answers right away, so `done` can be seen here. An async
	// iterable is seen in the `then` below, as soon as its pull settles.
	const markDone = item => {
		if (item?.done) {
			isSourceDone = true;
		}
	};

	return () => {
		if (isSourceDone) {
			return {done: true};
		}

		const result = iterator.next();
		markDone(result);

		// A sync iterable, like an array, answers right away, so `done` has been read already and
		// the result can go back untouched.
		if (typeof result?.then !== 'function') {
			return result;
		}

		// An async iterable settles later, so `done` is read off the pull once it does. That is a
		// branch of its own, which leaves the caller awaiting the pull itself rather than a promise
		// derived from it, so an async source does not pay an extra microtask per element. The
		// rejection is handled here as well as by the caller, so a pull cannot escape as an
		// unhandled rejection. A thenable that is not a promise is turned into one first, so it is
		// subscribed to once, like `for await` does, while a native promise is returned as is.
		const promise = Promise.resolve(result);
		promise.then(markDone, () => {});

		return promise;
	};
}

;// CONCATENATED MODULE: ./build/operations/attempt-each.js


/** How many requests are under way at once, at the most: enough to be quick, few enough for a shared API. */
const CONCURRENCY = 5;
/**
 * Does something for each id, a few at a time. One failure does not stop the others: what can be done is done, and
 * every failure is reported. Only after ten in a row without an answer or without access, the others are not tried.
 */
async function attemptEach(items, idOf, attempt) {
    const breaker = new CircuitBreaker();
    const outcomes = await pMap(items, async (item) => {
        try {
            return { ok: true, value: await breaker.guard(idOf(item), () => attempt(item)) };
        }
        catch (error) {
            return { ok: false, failure: { id: idOf(item), message: (0,errors/* messageOf */.bD)(error) } };
        }
    }, { concurrency: CONCURRENCY });
    return {
        values: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
        failures: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
    };
}
/** A server that is gone would cost minutes for each snapshot. */
const MAX_SHUT_OUT_IN_A_ROW = 10;
/** Ends a row of attempts when it is the service, and not the single attempt, that fails. */
class CircuitBreaker {
    #shutOutInARow = 0;
    /** Several attempts can fail with one error object; it counts once. */
    #counted = new WeakSet();
    /**
     * Makes an attempt for a snapshot, unless too many before it had no answer or no access.
     *
     * @throws Error of the attempt, or one that says that it was not made
     */
    async guard(id, attempt) {
        if (this.#shutOutInARow >= MAX_SHUT_OUT_IN_A_ROW) {
            throw new Error(`Snapshot "${id}" was not tried: the last ${this.#shutOutInARow} before it had no answer or were denied.`);
        }
        try {
            const value = await attempt();
            this.#shutOutInARow = 0;
            return value;
        }
        catch (error) {
            this.#count(error);
            throw error;
        }
    }
    #count(error) {
        if (this.#counted.has(error))
            return;
        this.#counted.add(error);
        this.#shutOutInARow = isShutOut(error) ? this.#shutOutInARow + 1 : 0;
    }
}
/** Whether the service, and not this one attempt, is the reason: the next one would fail too. */
function isShutOut({ cause }) {
    return cause instanceof errors/* SnapshotServiceError */.Kx && (cause.kind === 'unavailable' || cause.kind === 'denied');
}

;// CONCATENATED MODULE: ./build/operations/created-snapshot.js



/**
 * Whether a snapshot that was found after a request without a clear answer is that request's: it is of the VM, whatever
 * the case, and no older than the first request, but for what clocks may differ.
 *
 * @param requestedMs when the first request was sent, by the service's clock, in milliseconds since 1970 UTC
 */
function isOurs({ sourceName, creationDate }, request, requestedMs) {
    const isOfVm = isSameVm(sourceName, request.sourceVm);
    return isOfVm && (creationDate === null || !isOlder(creationDate, requestedMs));
}
function isOlder(creationDate, requestedMs) {
    return millisecondsOf(creationDate) < requestedMs - CLOCK_TOLERANCE_MS;
}
/**
 * Warns where the service describes what it accepted as an older snapshot: it may have made none.
 *
 * @param accepted what was asked for
 */
function warnIfOlder({ snapshot: { id, creationDate }, requestedMs }, accepted, { log }) {
    if (creationDate === null || requestedMs === null || !isOlder(creationDate, requestedMs))
        return;
    log.warning(`The server accepted ${describeReference(accepted)}, and describes snapshot "${id}" of ${describeDate(creationDate)}, which is older than the request: look whether it is a new one.`);
}
/**
 * The snapshot that bears the name already, if it is to be reused and is of the same VM.
 *
 * @throws NameTakenError otherwise
 */
function takeExisting(existing, request, ifExists) {
    if (ifExists === 'reuse' && isSameVm(existing.sourceName, request.sourceVm)) {
        return { snapshot: withRequested(existing, request), requestedMs: null };
    }
    const advice = ifExists === 'fail'
        ? '. Choose another name, or set if-exists to reuse.'
        : `, so it is not reused for VM "${request.sourceVm}". Choose another name.`;
    throw new NameTakenError(`There is already a ${describeReference(request)}${sourceOf(existing)}${advice}`);
}
/** The name is another snapshot's. The message needs no introduction. */
class NameTakenError extends Error {
    name = 'NameTakenError';
}
function sourceOf({ sourceName, creationDate }) {
    const source = sourceName === null ? 'the server does not say of which VM' : `of VM "${sourceName}"`;
    return `, ${source}${creationDate === null ? '' : `, made at ${describeDate(creationDate)}`}`;
}
/** A response may leave fields out; what was asked for fills them, so that the id is never lost. */
function withRequested(snapshot, request) {
    return {
        ...snapshot,
        id: snapshot.id ?? request.id,
        namespace: snapshot.namespace ?? request.namespace,
        sourceName: snapshot.sourceName ?? request.sourceVm,
    };
}

;// CONCATENATED MODULE: ./build/operations/create-exactly-once.js





/** After this many requests whose outcome stayed unknown, looking again is left to a person. */
const MAX_UNKNOWN = 3;
/** As many as any other request has: nothing was begun, so the request may be repeated. */
const MAX_RETRY_LATER = 5;
/**
 * Pauses between looks for a snapshot whose request had no answer. About ten seconds in all: a created
 * VolumeSnapshot may be missing from reads for some seconds.
 */
const PAUSES_BETWEEN_LOOKS_MS = [0, 1000, 2000, 3000, 4000];
/** With reads that are slow to fail, those looks would hold the step for half an hour. */
const LOOKING_LIMIT_MS = 3 * MINUTE_MS;
/** A rejection is reported within seconds, even if the look after it has no answer. */
const LOOK_AFTER_REJECTION_LIMIT_MS = 5000;
const FIRST_PAUSE_MS = 2000;
const MAY_EXIST = 'A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.';
/**
 * Makes one snapshot, and exactly one, whatever the network does. The name is looked up first. A request whose
 * outcome stays unknown is never repeated blindly: only after looking for the snapshot for about ten seconds, and
 * finding that there is none, is it asked for again. After an answer of a good status it never is.
 *
 * @throws Error that says what happened, whether the snapshot may exist, and what to do
 */
function createExactlyOnce(request, ifExists, context) {
    return new Creation(request, ifExists, context).run();
}
/** One snapshot on its way: what has been tried so far, and what follows from each response. */
class Creation {
    #request;
    #ifExists;
    #context;
    /** How many requests were left open, or accepted in an unclear way: only after one can what is found be this run's. */
    #openCount = 0;
    #retryLaterCount = 0;
    /** Whether any request so far may have made the snapshot. */
    #maybeDone = false;
    /** By the service's clock, if it told the time. */
    #requestedMs = 0;
    constructor(request, ifExists, context) {
        this.#request = request;
        this.#ifExists = ifExists;
        this.#context = context;
    }
    async run() {
        try {
            const { snapshot, serverNowMs } = await this.#look();
            if (snapshot !== null)
                return takeExisting(snapshot, this.#request, this.#ifExists);
            this.#requestedMs = serverNowMs ?? this.#context.clock.nowMs();
            for (;;) {
                const made = await this.#follow(await this.#send());
                if (made !== null)
                    return made;
            }
        }
        catch (error) {
            throw this.#failure(error);
        }
    }
    async #send() {
        const { log, store, signal } = this.#context;
        log.info(`Asking for snapshot "${this.#request.id}" of VM "${this.#request.sourceVm}".`);
        try {
            return await store.create(this.#request, { signal });
        }
        catch (error) {
            this.#maybeDone = true;
            throw error;
        }
    }
    /** The snapshot that follows from a response; null to send the request again. */
    #follow(response) {
        switch (response.kind) {
            case 'accepted':
                return this.#afterAcceptance(response.snapshot);
            case 'accepted-unclear':
            case 'unknown':
                return this.#afterOpen(response.kind, response.error);
            case 'name-taken':
                return this.#afterNameTaken(response.error);
            case 'rejected':
                return this.#afterRejection(response);
            case 'retry-later':
                return this.#afterPause(response);
        }
    }
    #afterAcceptance(described) {
        const made = this.#made(described);
        warnIfOlder(made, this.#request, this.#context);
        return made;
    }
    /** A request that was left open may have made it, and one that was accepted is never repeated. */
    async #afterOpen(kind, error) {
        this.#openCount += 1;
        this.#maybeDone = true;
        const what = describeReference(this.#request);
        const next = kind === 'unknown'
            ? `It is not known whether ${what} is being made; looking for it before anything else.`
            : `Looking for ${what} by its name.`;
        this.#context.log.warning(`${error.message} ${next}`);
        const found = await this.#lookForAWhile();
        if (found !== null)
            return this.#take(found);
        if (kind === 'accepted-unclear' || this.#openCount >= MAX_UNKNOWN)
            throw error;
        return null;
    }
    async #afterNameTaken(error) {
        if (!this.#maybeDone && this.#ifExists === 'fail')
            throw error;
        const found = await this.#lookForAWhile();
        if (found !== null)
            return this.#take(found);
        if (this.#openCount === 0)
            throw error;
        // Of this very name, and there was none before: it is the snapshot of the request without an answer.
        this.#context.log.warning(`${error.message} No read has shown it yet.`);
        return this.#made(partialSnapshot({}));
    }
    async #afterRejection({ isCertain, error, }) {
        if (isCertain && !this.#maybeDone)
            throw error;
        const found = await this.#lookAfterRejection(error);
        if (found === null) {
            if (this.#maybeDone)
                throw error;
            // An outage could have this status too.
            const perhaps = 'There was no snapshot of that name right after; it may exist nevertheless, and appear later.';
            throw new Error(`${error.message} ${perhaps}`, { cause: error });
        }
        return this.#takeAfter(error, found);
    }
    async #afterPause(response) {
        const { error, maybeDone, isBusy, retryAfterMs } = response;
        this.#retryLaterCount += 1;
        this.#maybeDone ||= maybeDone;
        if (this.#retryLaterCount >= MAX_RETRY_LATER)
            throw error;
        const { log, clock, random, signal } = this.#context;
        const begun = `${maybeDone ? 'Most likely nothing' : 'Nothing'} was begun`;
        // What the service is busy with may be an earlier request for this very snapshot.
        const next = this.#openCount > 0 ? 'An earlier request may be under way: looking again' : `${begun}; asking again`;
        log.info(`${error.message} ${next}.`);
        await clock.sleep(retryDelayMs(this.#retryLaterCount, retryAfterMs, random(), FIRST_PAUSE_MS), signal);
        const found = await this.#lookBeforeNext(isBusy);
        return found === null ? null : this.#takeAfter(error, found);
    }
    /** After a request that was left open as long as right after it; where nothing can have been begun, not at all. */
    async #lookBeforeNext(isBusy) {
        if (this.#openCount > 0)
            return this.#lookForAWhile();
        return this.#maybeDone || isBusy ? (await this.#look()).snapshot : null;
    }
    /** What was found by its name: this run's, or one that `if-exists` decides about. */
    #take(found) {
        return this.#openCount > 0 && isOurs(found, this.#request, this.#requestedMs)
            ? this.#made(found)
            : takeExisting(found, this.#request, this.#ifExists);
    }
    #made(snapshot) {
        return { snapshot: withRequested(snapshot, this.#request), requestedMs: this.#requestedMs };
    }
    /** What was found after words that are no reason to claim it: another run may have made it meanwhile. */
    #takeAfter(said, found) {
        this.#maybeDone = true;
        try {
            return this.#take(found);
        }
        catch (taken) {
            throw new Error(`${said.message} Then there was a snapshot of that name, from this request or from another run. ${(0,errors/* messageOf */.bD)(taken)}`, { cause: taken });
        }
    }
    #look(deadlineMs = Number.POSITIVE_INFINITY) {
        const { store, signal } = this.#context;
        return store.get(this.#request, { signal, deadlineMs });
    }
    async #lookForAWhile() {
        const { clock, signal } = this.#context;
        const deadlineMs = clock.elapsedMs() + LOOKING_LIMIT_MS;
        for (const pauseMs of PAUSES_BETWEEN_LOOKS_MS) {
            await clock.sleep(pauseMs, signal);
            const { snapshot } = await this.#look(deadlineMs);
            if (snapshot !== null)
                return snapshot;
        }
        return null;
    }
    async #lookAfterRejection(rejection) {
        try {
            const { snapshot } = await this.#look(this.#context.clock.elapsedMs() + LOOK_AFTER_REJECTION_LIMIT_MS);
            return snapshot;
        }
        catch (trouble) {
            throw new Error(`${rejection.message} It could not be checked whether it may exist nevertheless: ${(0,errors/* messageOf */.bD)(trouble)}`, { cause: trouble });
        }
    }
    #failure(error) {
        const words = error instanceof errors/* CancelledError */.cc ? 'the run was cancelled.' : (0,errors/* messageOf */.bD)(error);
        const isTaken = error instanceof NameTakenError;
        const what = isTaken
            ? words
            : `Could not create ${describeReference(this.#request)} of VM "${this.#request.sourceVm}": ${words}`;
        const nothing = isTaken ? ' Nothing was created.' : '';
        return new Error(`${what}${this.#maybeDone ? ` ${MAY_EXIST}` : nothing}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/operations/poll-round.js





/** What has lasted so long is beyond a replica that is behind, be it an absence or another snapshot of the name. */
const STALENESS_TOLERATED_MS = MINUTE_MS;
/**
 * Looks at some snapshots once. What a list leaves out, holds twice or does not place is asked for by its id, and so is
 * everything if there is no list, as of a large account behind a gateway. A read of one of several that has no answer
 * spoils nothing for the others.
 *
 * @throws SnapshotServiceError without an answer; the signal's reason once it is aborted
 */
async function readRound(waitedFor, target, store, { byList, confirmAbsence, roundsBefore, ...options }) {
    const readOne = async (id) => {
        const { snapshot } = await store.get({ ...target, id }, options);
        return snapshot === null ? { kind: 'absent' } : { kind: 'seen', snapshot };
    };
    if (!byList) {
        return new Map(await Promise.all(askedIds(waitedFor).map(async (id) => [id, await readOne(id)])));
    }
    const ask = async (ids) => new Map(await pMap(ids, async (id) => [id, await readOne(id).catch(toUnanswered)], {
        concurrency: CONCURRENCY,
    }));
    const inTurn = (ids) => readSome(rotated(ids, roundsBefore * CONCURRENCY), ask);
    const listed = await readList(waitedFor, target, store, options).catch(toTrouble);
    if (listed instanceof errors/* SnapshotServiceError */.Kx) {
        const round = await (confirmAbsence === 'a-few-of-the-unseen' ? inTurn : ask)(askedIds(waitedFor));
        if (Array.from(round.values()).every(({ kind }) => kind === 'unanswered'))
            throw listed;
        return round;
    }
    const { found, doubtful } = listed;
    const certain = new Map([...found, ...(await ask(doubtful))]);
    const absent = waitedFor.filter(({ asked }) => !certain.has(asked.id));
    const unlisted = absent.map(({ asked }) => [asked.id, { kind: 'unlisted' }]);
    const isConfirmed = confirmAbsence !== 'once-none-is-listed' || certain.size === 0;
    if (confirmAbsence === 'none' || !isConfirmed)
        return new Map([...certain, ...unlisted]);
    const isDue = ({ everSeen }) => everSeen || confirmAbsence !== 'a-few-of-the-unseen';
    const confirmed = await ask(askedIds(absent.filter(isDue)));
    const others = askedIds(absent.filter((watched) => !isDue(watched)));
    return new Map([...certain, ...unlisted, ...confirmed, ...(await inTurn(others))]);
}
function askedIds(some) {
    return some.map(({ asked }) => asked.id);
}
function rotated(items, steps) {
    const first = items.length === 0 ? 0 : steps % items.length;
    return [...items.slice(first), ...items.slice(0, first)];
}
async function readList(waitedFor, target, store, options) {
    const { snapshots } = await store.list(target.cluster, options);
    const byId = Map.groupBy(snapshots.filter(mayBeIn(target.namespace)).filter(hasId), ({ id }) => id);
    const found = new Map();
    const doubtful = [];
    for (const { asked, snapshot } of waitedFor) {
        const [first, ...others] = byId.get(asked.id) ?? [];
        if (first === undefined)
            continue;
        if (others.length > 0 || first.namespace === null || areNamesakes(first, snapshot))
            doubtful.push(asked.id);
        else
            found.set(asked.id, { kind: 'seen', snapshot: first });
    }
    return { found, doubtful };
}
/** What a look makes of what was known of a snapshot. */
function observe(before, sighting, checkedMs) {
    switch (sighting.kind) {
        case 'seen':
            return see(before, sighting.snapshot, checkedMs);
        case 'absent':
        case 'unlisted':
            return { ...before, sighting, absentSinceMs: before.absentSinceMs ?? checkedMs };
        case 'doubtful':
        case 'unanswered':
            return { ...before, sighting };
    }
}
/**
 * What is shown may be another snapshot of the name. One of another VM counts once it is shown twice running. One that is
 * much older counts once only such ones have been shown for a minute, and never where it is known of which date the one
 * asked for is.
 */
function see(before, shown, checkedMs) {
    const last = before.sighting?.kind === 'doubtful' ? before.sighting : null;
    const sinceMs = last?.sinceMs ?? checkedMs;
    const counts = isMuchOlder(shown, before)
        ? before.asked.creationDate === null && checkedMs - sinceMs >= STALENESS_TOLERATED_MS
        : !areOfTwoVms(shown, before.snapshot) ||
            (last !== null && isSameVm(shown.sourceName, last.shown.sourceName));
    return counts
        ? {
            ...before,
            everSeen: true,
            absentSinceMs: null,
            sighting: { kind: 'seen', snapshot: shown },
            snapshot: shown,
        }
        : { ...before, absentSinceMs: null, sighting: { kind: 'doubtful', shown, sinceMs } };
}
/** A date may change a little, as from that of the request to that of the storage, whose clock is another one. */
function isMuchOlder({ creationDate }, { asked, requestedMs, snapshot }) {
    if (creationDate === null)
        return false;
    // By one of the two alone, a wrong clock or zone could make the right one too old.
    const askedMs = Math.min(requestedMs ?? Number.POSITIVE_INFINITY, dateOf(asked) ?? Number.POSITIVE_INFINITY);
    const expectedMs = Number.isFinite(askedMs) ? askedMs : dateOf(snapshot);
    return expectedMs !== null && millisecondsOf(creationDate) < expectedMs - CLOCK_TOLERANCE_MS;
}
function dateOf({ creationDate }) {
    return creationDate === null ? null : millisecondsOf(creationDate);
}
/** A list that another try, or another call, may do better than; anything else is an answer. */
function toTrouble(error) {
    const isPassing = error instanceof errors/* SnapshotServiceError */.Kx && ['unavailable', 'unreadable'].includes(error.kind);
    if (!isPassing)
        throw error;
    return error;
}
function toUnanswered(trouble) {
    if (trouble instanceof errors/* CancelledError */.cc)
        throw trouble;
    return { kind: 'unanswered', trouble };
}
/** Asks for a few, and for all others only if one of those is there: a server that shows none yet is not hammered. */
async function readSome(ids, ask) {
    const first = await ask(ids.slice(0, CONCURRENCY));
    const isOneThere = Array.from(first.values()).some(({ kind }) => kind === 'seen');
    return isOneThere ? new Map([...first, ...(await ask(ids.slice(CONCURRENCY)))]) : first;
}

;// CONCATENATED MODULE: ./build/operations/poll-snapshots.js






/**
 * How often a check may be rejected in the server's own words before any has succeeded. The vendor's servers answer
 * 500 to an unknown cluster, so a check that never worked fails in seconds, and not at the deadline.
 */
const MAX_FIRST_REJECTIONS = 3;
/** Credentials that have worked may be refused once by a server that is behind. */
const MAX_DENIALS = 2;
/** How long the check at the deadline may last, so that a silent server does not hold the step. */
const LAST_CHECK_LIMIT_MS = 5000;
/** That check may ask for each snapshot by its id, a few at a time. */
const LAST_CHECK_MS_FOR_EACH = 200;
/**
 * Checks on some snapshots until one round finds that all of them have reached a goal, or the time is up. A snapshot
 * that can no longer reach it fails alone. A check without an answer is skipped, unless access is denied.
 *
 * @returns what was last seen and a failure for each snapshot that did not reach the goal; it never throws
 */
async function pollSnapshots(target, snapshots, goal, settings, context) {
    const startedMs = context.clock.elapsedMs();
    const wait = { target, goal, settings, context, elapsedMs: () => context.clock.elapsedMs() - startedMs };
    let state = {
        watched: snapshots.map((asked) => ({
            asked,
            requestedMs: goal.requestedMsOf(asked.id),
            snapshot: asked,
            everSeen: false,
            sighting: null,
            absentSinceMs: null,
            isReached: false,
            failure: null,
        })),
        everAnswered: false,
        rounds: 0,
        rejections: 0,
        denials: 0,
        trouble: null,
    };
    let ending = null;
    while (ending === null && unreached(state).length > 0) {
        if (state.rounds > 0)
            await pause(state, wait);
        state = await check(state, wait);
        ending = endingOf(state, wait);
    }
    return outcomeOf(state, wait, ending);
}
/** What has not failed. It counts as reached only when all of it has been found so in one round. */
function waitedFor({ watched }) {
    return watched.filter(({ failure }) => failure === null);
}
function unreached(state) {
    return waitedFor(state).filter(({ isReached }) => !isReached);
}
async function check(state, wait) {
    const { context, target, goal, settings } = wait;
    const begunMs = wait.elapsedMs();
    const begun = { checkedMs: begunMs, isLast: begunMs >= settings.timeoutMs };
    // The last check has its time also where the process slept beyond the deadline.
    const leftMs = Math.max(settings.timeoutMs - begunMs, 0);
    const lastCheckMs = Math.max(LAST_CHECK_LIMIT_MS, waitedFor(state).length * LAST_CHECK_MS_FOR_EACH);
    const looked = { ...state, rounds: state.rounds + 1 };
    try {
        const round = await readRound(waitedFor(state), target, context.store, {
            byList: state.watched.length > 1,
            confirmAbsence: goal.confirmAbsence(waitedFor(state), begun),
            roundsBefore: state.rounds,
            signal: context.signal,
            deadlineMs: context.clock.elapsedMs() + leftMs + lastCheckMs,
        });
        return afterRound(looked, round, { ...begun, checkedMs: wait.elapsedMs() }, wait);
    }
    catch (trouble) {
        return {
            ...looked,
            rejections: isOfKind(trouble, 'rejected') ? state.rejections + 1 : 0,
            denials: isOfKind(trouble, 'denied') ? state.denials + 1 : 0,
            trouble,
        };
    }
}
function afterRound(state, round, time, { goal, context }) {
    const watched = state.watched.map((before) => {
        const sighting = round.get(before.asked.id);
        if (sighting === undefined)
            return before;
        const now = observe(before, sighting, time.checkedMs);
        const failure = goal.failureOf(now, time, before);
        if (failure !== null)
            context.log.info(failure);
        return { ...now, isReached: goal.isReached(now, time), failure };
    });
    return { ...state, watched, everAnswered: true, rejections: 0, denials: 0, trouble: null };
}
async function pause(state, wait) {
    const { context, settings } = wait;
    const pauseMs = pauseBeforeNextCheckMs(wait.elapsedMs(), settings, context.random());
    context.log.info(describeRound(state, wait, pauseMs));
    // A cancelled pause ends at once; the check that follows it fails with the reason.
    await context.clock.sleep(pauseMs, context.signal).catch(() => undefined);
}
function endingOf(state, wait) {
    const { trouble, denials, rejections, everAnswered } = state;
    const waitedMs = wait.elapsedMs();
    const after = `after ${formatDuration(waitedMs)}`;
    if (trouble instanceof errors/* CancelledError */.cc)
        return { text: `The run was cancelled ${after}`, isTimeout: false };
    const isDenied = denials >= (everAnswered ? MAX_DENIALS : 1);
    const isQuestionRight = everAnswered || wait.goal.areNamesKnown;
    if (isDenied || (rejections >= MAX_FIRST_REJECTIONS && !isQuestionRight)) {
        return { text: `Access failed (${(0,errors/* messageOf */.bD)(trouble)}) ${after}`, isTimeout: false };
    }
    if (waitedMs < wait.settings.timeoutMs)
        return null;
    return { text: `Timed out after ${formatDuration(wait.settings.timeoutMs)}`, isTimeout: true };
}
/** @param ending why what has not reached the goal is given up; null if nothing is */
function outcomeOf(state, wait, ending) {
    const failed = state.watched.flatMap(({ asked, failure }) => failure === null ? [] : [{ id: asked.id, message: failure }]);
    const ended = ending === null ? [] : unreached(state).map((watched) => toFailure(ending, watched, state, wait));
    return { snapshots: state.watched.map(({ snapshot }) => snapshot), failures: [...failed, ...ended] };
}
function toFailure({ text, isTimeout }, watched, state, { goal, target }) {
    const { id } = watched.asked;
    const trouble = state.trouble ?? troubleOf(watched);
    const detail = isTimeout && trouble !== null ? ` The last check had no answer: ${(0,errors/* messageOf */.bD)(trouble)}` : '';
    return {
        id,
        message: `${text} of waiting for ${describeReference({ ...target, id })} to be ${goal.adjective}; last state: ${goal.describeState(watched)}.${detail} ${goal.adviceOf(watched, isTimeout)}`,
    };
}
function troubleOf({ sighting }) {
    return sighting?.kind === 'unanswered' ? sighting.trouble : null;
}
function describeRound(state, wait, pauseMs) {
    const waiting = unreached(state);
    const reachedCount = waitedFor(state).length - waiting.length;
    const names = waiting.map((watched) => `${watched.asked.id} (${wait.goal.describeState(watched)})`);
    const firstTrouble = state.trouble ?? waiting.map(troubleOf).find((trouble) => trouble !== null) ?? null;
    const trouble = firstTrouble === null ? '' : `the check had no answer: ${(0,errors/* messageOf */.bD)(firstTrouble)} `;
    return `${formatDuration(wait.elapsedMs())}: ${trouble}${reachedCount} of ${countOf(state.watched.length, 'snapshot')} ${wait.goal.adjective}, waiting for ${describeNames(names)}; next check in ${formatDuration(pauseMs)}.`;
}
function isOfKind(trouble, kind) {
    return trouble instanceof errors/* SnapshotServiceError */.Kx && trouble.kind === kind;
}

;// CONCATENATED MODULE: ./build/operations/wait-until.js




/** Waits until snapshots can be restored. */
async function waitReady(options, context) {
    const asked = options.ids.map((id) => partialSnapshot({ id, namespace: options.target.namespace }));
    context.publish({ operation: 'wait-ready', snapshots: asked, failures: [] });
    const goal = {
        ...READY,
        areNamesKnown: false,
        requestedMsOf: () => null,
        confirmAbsence: () => 'all',
        failureOf: failureOfAsked,
        adviceOf: (_, isTimeout) => adviceOnUnready('Nothing was deleted.', isTimeout),
    };
    return {
        operation: 'wait-ready',
        ...(await pollSnapshots(options.target, asked, goal, options.wait, context)),
    };
}
/**
 * Waits until snapshots that this run made, or found of the same VM, can be restored. The API has no state for a failed
 * snapshot, so one that fails looks like a slow one, and only the deadline ends the wait for it.
 */
function waitUntilCreatedAreReady(target, created, settings, context) {
    const requestedMs = new Map(created.map((one) => [one.snapshot.id, one.requestedMs]));
    const goal = {
        ...READY,
        areNamesKnown: true,
        requestedMsOf: (id) => requestedMs.get(id) ?? null,
        confirmAbsence: (_, { isLast }) => (isLast ? 'all' : 'a-few-of-the-unseen'),
        failureOf: failureOfCreated,
        adviceOf: (watched, isTimeout) => {
            const origin = watched.requestedMs === null ? 'It is an older one that is reused,' : 'It was created';
            return adviceOnUnready(`${origin} and is not ready yet; nothing was deleted.`, isTimeout);
        },
    };
    const snapshots = created.map(({ snapshot }) => snapshot);
    return pollSnapshots(target, snapshots, goal, settings, context);
}
/** What is the same in every wait for readiness. */
const READY = {
    adjective: 'ready',
    isReached: ({ sighting }) => sighting?.kind === 'seen' && sighting.snapshot.readyToUse === true,
    describeState: describeReadiness,
};
function adviceOnUnready(leftBehind, isTimeout) {
    return `${leftBehind} It may still become ready: wait for it with wait-ready${isTimeout ? ', or set a longer timeout' : ''}.`;
}
function failureOfAsked(watched, time, before) {
    if (before.everSeen && areOfTwoVms(before.snapshot, watched.snapshot)) {
        return `Snapshot "${watched.asked.id}" was of VM "${before.snapshot.sourceName}", and is of VM "${watched.snapshot.sourceName}" now: somebody has made another one of that name.`;
    }
    if (!isGone(watched, time))
        return null;
    return watched.everSeen
        ? describeGone(watched)
        : `Snapshot "${watched.asked.id}" was not there for ${formatDuration(STALENESS_TOLERATED_MS)}. Check the id, the namespace and the cluster.`;
}
/** What was never seen may still appear; what is of another VM is not what was asked for. */
function failureOfCreated(watched, time) {
    const { asked, snapshot, everSeen } = watched;
    if (everSeen && isGone(watched, time))
        return describeGone(watched);
    return areOfTwoVms(asked, snapshot)
        ? `Snapshot "${asked.id}" is of VM "${snapshot.sourceName}", and not of VM "${asked.sourceName}" that was asked for. Look at it before you rely on it.`
        : null;
}
function describeGone({ asked }) {
    return `Snapshot "${asked.id}" was there, and was missing for ${formatDuration(STALENESS_TOLERATED_MS)}: it was deleted while this run waited for it.`;
}
function describeReadiness({ snapshot, everSeen, sighting, absentSinceMs }) {
    if (sighting?.kind === 'doubtful') {
        const { sourceName } = sighting.shown;
        return areOfTwoVms(sighting.shown, snapshot)
            ? `one of VM "${sourceName}" is shown`
            : 'an older one of its name is shown';
    }
    if (!everSeen)
        return sighting?.kind === 'absent' ? 'not there yet' : 'not seen yet';
    if (absentSinceMs !== null)
        return 'missing';
    return snapshot.readyToUse === null ? 'readiness unknown' : 'not ready';
}
const GONE = {
    adjective: 'gone',
    areNamesKnown: true,
    requestedMsOf: () => null,
    isReached: isBeyondDoubtGone,
    // At the deadline, what is gone must not be called a failure because something else is not.
    confirmAbsence: (waitedFor, time) => {
        if (time.isLast)
            return 'all';
        return waitedFor.every((watched) => isLongMissing(watched, time)) ? 'once-none-is-listed' : 'none';
    },
    failureOf: () => null,
    describeState: ({ asked, snapshot, everSeen, sighting, absentSinceMs }) => {
        if (absentSinceMs !== null)
            return 'missing, but not yet for long enough to be sure';
        if (sighting?.kind === 'doubtful' || areNamesakes(asked, snapshot))
            return 'another one has its name now';
        return everSeen ? 'still there' : 'not checked yet';
    },
    adviceOf: () => 'Its deletion was accepted and goes on without this run. A restore in progress can delay it.',
};
/** Where less than a minute is left, each look until the end of the wait must find nothing, and there are two at least. */
function isBeyondDoubtGone(watched, time) {
    if (isGone(watched, time))
        return true;
    const { sighting, absentSinceMs } = watched;
    return (time.isLast && sighting?.kind === 'absent' && absentSinceMs !== null && absentSinceMs < time.checkedMs);
}
/**
 * Waits until snapshots whose deletion was accepted are gone. One look that finds nothing may be a false one: it counts
 * once it has lasted for a minute, or until the deadline if that is sooner, and each id was asked for at the end.
 */
function waitUntilGone(target, snapshots, settings, context) {
    return pollSnapshots(target, snapshots, GONE, settings, context);
}
/** Whether looks have found nothing for a minute, be it in lists or by the id. */
function isLongMissing({ absentSinceMs }, { checkedMs }) {
    return absentSinceMs !== null && checkedMs - absentSinceMs >= STALENESS_TOLERATED_MS;
}
/** Whether a snapshot is beyond doubt not there: for a minute, and by its id at the last look. */
function isGone(watched, time) {
    return watched.sighting?.kind === 'absent' && isLongMissing(watched, time);
}

;// CONCATENATED MODULE: ./build/operations/create-snapshots.js







/** GitHub lets a run be started again for 30 days; an older snapshot is hardly one of this run. */
const MAX_RERUN_AGE_MS = 30 * DAY_MS;
/**
 * How much more there must be than at the last writing of the outputs. Each time all of it is written: with one writing for
 * each new item the outputs would grow with the square of their number, with a tenth more each time in proportion.
 */
const GROWTH = 1.1;
/**
 * Makes a snapshot of each VM, a few at a time. One VM's failure does not stop the others, and nothing is rolled
 * back: a snapshot that was made is worth having. The ids are published before any wait starts.
 */
async function createSnapshots({ target, requests, ifExists, wait }, context) {
    const done = [];
    let publishedCount = 0;
    const { values, failures } = await attemptEach(requests, ({ name }) => name, async ({ name, sourceVm }) => {
        const result = await createExactlyOnce({ ...target, id: name, sourceVm }, ifExists, context);
        requireOwnId(result, done);
        tellOfSnapshot(result, context);
        done.push(result);
        if (done.length >= publishedCount * GROWTH) {
            publishedCount = done.length;
            context.publish(createResult(done, [], requests.length));
        }
        return result;
    });
    const made = createResult(values, failures, requests.length);
    context.publish(made);
    if (wait === null || made.snapshots.length === 0)
        return made;
    // The step fails with them only after the wait for the others.
    for (const { message } of failures)
        context.log.info(message);
    const waited = await waitUntilCreatedAreReady(target, values, wait, context);
    for (const [index, { snapshot: described, requestedMs }] of values.entries()) {
        const snapshot = waited.snapshots[index] ?? described;
        if (snapshot.creationDate === described.creationDate)
            continue;
        warnIfOlder({ snapshot, requestedMs }, { ...target, id: snapshot.id }, context);
    }
    return { ...made, snapshots: waited.snapshots, failures: [...failures, ...waited.failures] };
}
/** @throws Error if the service gave out the id for another VM of this step: it is one snapshot, and not two */
function requireOwnId({ snapshot }, done) {
    const other = done.find((earlier) => earlier.snapshot.id === snapshot.id);
    if (other === undefined)
        return;
    throw new Error(`The server gave snapshot "${snapshot.id}" for VM "${snapshot.sourceName}", and for VM "${other.snapshot.sourceName}" too: look which of the two it is of. The other VM may have no snapshot.`);
}
function tellOfSnapshot({ snapshot: { id, creationDate }, requestedMs }, { clock, log }) {
    if (requestedMs !== null) {
        log.info(`Snapshot "${id}" is being made.`);
        return;
    }
    const ageMs = creationDate === null ? null : clock.nowMs() - millisecondsOf(creationDate);
    const reused = `Snapshot "${id}" exists and is reused${ageMs === null ? '' : `; it is ${describeAge(ageMs)} old`}.`;
    if (ageMs === null || ageMs <= MAX_RERUN_AGE_MS)
        log.info(reused);
    else
        log.warning(`${reused} Is it meant? A name with {run-id} belongs to one run.`);
}
function createResult(done, failures, requestCount) {
    return {
        operation: 'create',
        snapshots: done.map(({ snapshot }) => snapshot),
        reusedIds: idsOf(done.filter(({ requestedMs }) => requestedMs === null).map(({ snapshot }) => snapshot)),
        created: done.length === requestCount && done.every(({ requestedMs }) => requestedMs !== null),
        failures,
    };
}

;// CONCATENATED MODULE: ./build/operations/get-snapshots.js



/** Reads snapshots by id. A missing one is a failure or, if it is to be ignored, left out. */
async function getSnapshots(options, context) {
    return { operation: 'get', ...(await readSnapshots(options, context)) };
}
/** Reads snapshots by id, a few at a time. */
async function readSnapshots({ target, ids, ifMissing }, context) {
    const missing = new Set();
    const { values, failures } = await attemptEach(ids, (id) => id, async (id) => {
        const reference = { ...target, id };
        const snapshot = await get_snapshots_readSnapshot(reference, `read ${describeReference(reference)}`, context);
        if (snapshot !== null)
            return snapshot;
        missing.add(id);
        if (ifMissing === 'fail')
            throw new Error(missingMessage(reference));
        context.log.info(`There is no ${describeReference(reference)}.`);
        return null;
    });
    return {
        snapshots: values.filter((snapshot) => snapshot !== null),
        missingIds: ids.filter((id) => missing.has(id)),
        failures,
    };
}
/**
 * One snapshot, or null if there is none.
 *
 * @param aim what it is read for, as in "Could not … : …"
 * @throws Error that begins with the aim
 */
async function get_snapshots_readSnapshot(reference, aim, { store, signal }) {
    const { snapshot } = await (0,errors/* failedTo */.Z2)(aim, () => store.get(reference, { signal }));
    return snapshot;
}
/** The message about an id that should exist and does not. */
function missingMessage(reference) {
    return `There is no ${describeReference(reference)}. Check the id, the namespace and the cluster, or set if-missing to ignore.`;
}

;// CONCATENATED MODULE: ./build/operations/delete-snapshots.js





/**
 * Deletes snapshots by id, or says what would be deleted. Each one is read first: only what was read is deleted, and only
 * if it is still the same, so a wrong id is never reported as deleted.
 */
async function deleteSnapshots(options, context) {
    const { target, dryRun } = options;
    const read = await readSnapshots(options, context);
    const planned = { operation: 'delete', dryRun, isAwaited: false, ...read };
    if (dryRun) {
        for (const { id } of read.snapshots)
            context.log.info(`Dry run: would delete snapshot "${id}".`);
        return planned;
    }
    const accepted = { ...planned, ...(await deleteEach(read, options, context)) };
    context.publish(accepted);
    if (options.wait === null)
        return accepted;
    const waited = await waitUntilGone(target, accepted.snapshots, options.wait, context);
    return { ...accepted, isAwaited: true, failures: [...accepted.failures, ...waited.failures] };
}
/** @returns those whose deletion was accepted, and what was missing or failed, when they were read or now */
async function deleteEach(read, { target, ids, ifMissing }, context) {
    const missing = new Set(read.missingIds);
    const { values, failures } = await attemptEach(read.snapshots, ({ id }) => id, async (snapshot) => {
        const reference = { ...target, id: snapshot.id };
        if ((await deleteSnapshot(target, snapshot, context)) === 'accepted') {
            context.log.info(`The deletion of snapshot "${snapshot.id}" is accepted.`);
            return snapshot;
        }
        await requireGone(reference, context);
        missing.add(snapshot.id);
        if (ifMissing === 'fail')
            throw new Error(missingMessage(reference));
        context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
        return null;
    });
    return {
        snapshots: values.filter((snapshot) => snapshot !== null),
        missingIds: ids.filter((id) => missing.has(id)),
        failures: [...read.failures, ...failures],
    };
}
/**
 * The service said "missing" of a snapshot that it has just shown: one of the two is wrong.
 *
 * @throws Error if it is there at a further look
 */
async function requireGone(reference, context) {
    const aim = `confirm that ${describeReference(reference)} is gone`;
    if ((await get_snapshots_readSnapshot(reference, aim, context)) === null)
        return;
    throw new Error(`Could not delete ${describeReference(reference)}: the server says that there is none, and shows it when it is asked for it.`);
}
/** @throws Error if the run is cancelled: then nothing is begun any more */
function requireRunning(reference, { signal }) {
    if (!signal.aborted)
        return;
    throw new Error(`The run was cancelled before ${describeReference(reference)} was deleted: it is still there.`);
}
/**
 * Deletes one snapshot that was seen before.
 *
 * @throws Error that says whether the snapshot may be deleted all the same
 */
async function deleteSnapshot(target, seen, context) {
    const reference = { ...target, id: seen.id };
    requireRunning(reference, context);
    try {
        return await context.store.delete(target, seen, { signal: context.signal });
    }
    catch (error) {
        const what = describeReference(reference);
        if (error instanceof errors/* CancelledError */.cc) {
            throw new Error(`The run was cancelled while the deletion of ${what} was under way: it may be deleted.`, { cause: error });
        }
        const maybeDone = error instanceof errors/* SnapshotServiceError */.Kx && error.maybeDone;
        const leftBehind = maybeDone ? ' A request for it may have been acted on, so it may be deleted.' : '';
        throw new Error(`Could not delete ${what}: ${(0,errors/* messageOf */.bD)(error)}${leftBehind}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/operations/trusted-listing.js





const MAX_TALLIED = 5;
/**
 * All snapshots of a cluster. Refuses a list with an entry that cannot be read and may belong to the namespace: a part of
 * a list must not be taken for the whole.
 *
 * @throws SnapshotServiceError, also one that names the entry; the signal's reason once it is aborted
 */
async function readListing({ cluster, namespace }, { store, signal }) {
    const listing = await store.list(cluster, { signal });
    const spoiling = listing.unreadableItems.find((item) => namespace === null || mayBeIn(namespace)(item));
    if (spoiling === undefined)
        return listing;
    throw new errors/* SnapshotServiceError */.Kx('unreadable', `The list of snapshots could not be read: ${spoiling.what}. Check api-url, and whether a proxy answers in the place of the API.`);
}
/** Fits what fulfils all conditions of the scope. What a snapshot does not say of itself fits none. */
function inScope({ namespace: wanted, matchesId, matchesSourceVm, }) {
    return ({ id, namespace, sourceName }) => (wanted === null || namespace === wanted) &&
        (matchesId === null || (id !== null && matchesId(id))) &&
        (matchesSourceVm === null || (sourceName !== null && matchesSourceVm(sourceName)));
}
/**
 * What a list holds, for a user whose filter fits nothing in it: how many snapshots, of which namespaces and, if there are
 * any in the requested namespace, of which VMs.
 */
function describeListing({ snapshots }, { cluster, namespace }) {
    const where = cluster === null ? '' : ` on cluster "${cluster}"`;
    if (snapshots.length === 0)
        return `There is no snapshot${where}.`;
    const here = snapshots.filter((snapshot) => snapshot.namespace === namespace);
    const ofVms = `Those in ${namespace} are of ${tally('VM', here.map(({ sourceName }) => sourceName))}.`;
    const inNamespaces = tally('namespace', snapshots.map((snapshot) => snapshot.namespace));
    const count = `${countOf(snapshots.length, 'snapshot')} ${snapshots.length === 1 ? 'is' : 'are'} there${where}`;
    return `${count}, in ${inNamespaces}.${namespace === null || here.length === 0 ? '' : ` ${ofVms}`}`;
}
/** Names with how often each occurs, the most frequent first: `the VMs web-1 (12) and db-1 (6)`. */
function tally(noun, names) {
    const counts = Array.from(Map.groupBy(names, (name) => name ?? '(unknown)'))
        .map(([name, { length }]) => ({ name, length }))
        .sort((left, right) => right.length - left.length || compareText(left.name, right.name))
        .map(({ name, length }) => `${name} (${length})`);
    const more = counts.length - MAX_TALLIED;
    const shown = more > 0 ? [...counts.slice(0, MAX_TALLIED), `${more} more`] : counts;
    return `the ${noun}${counts.length === 1 ? '' : 's'} ${enumerate(shown)}`;
}
/** Warns of dates that cannot be read, once for all of them: such a snapshot fits no age, and never expires. */
function warnOfUnreadableDates({ unreadableDates }, isInScope, { log }) {
    const unreadable = unreadableDates.filter(({ snapshot }) => isInScope(snapshot));
    const [example] = unreadable;
    if (example === undefined)
        return;
    log.warning(`The creation date of ${countOf(unreadable.length, 'snapshot')} could not be read, so their age is unknown: ${JSON.stringify(example.text)} of "${example.snapshot.id}", for example.`);
}
/**
 * This machine's time or the server's, in milliseconds since 1970 UTC: the earlier one where a clock that runs ahead
 * would let too much be deleted, and the later one where a clock that is behind would call a stale snapshot fresh.
 */
function cautiousNowMs({ serverNowMs }, { clock, log }, cautious = 'earlier') {
    const nowMs = clock.nowMs();
    if (serverNowMs === null)
        return nowMs;
    if (Math.abs(serverNowMs - nowMs) > CLOCK_TOLERANCE_MS) {
        const difference = formatDuration(Math.abs(serverNowMs - nowMs));
        log.warning(`This machine's clock and the server's differ by ${difference}. Ages are counted from the ${cautious} one.`);
    }
    return cautious === 'earlier' ? Math.min(nowMs, serverNowMs) : Math.max(nowMs, serverNowMs);
}

;// CONCATENATED MODULE: ./build/operations/list-snapshots.js



/**
 * Lists snapshots, newest first. What the server does not say of a snapshot is unknown, and unknown fits no filter; what
 * is dated in the future is not new.
 *
 * @throws SnapshotServiceError
 * @throws Error if none fits and that is to fail
 */
async function listSnapshots({ cluster, filter, scopeWords, failIfNone }, context) {
    const place = { cluster, namespace: filter.namespace };
    const listing = await readListing(place, context);
    const isListed = inScope(filter);
    const fitsRest = (snapshot) => isListed(snapshot) && (filter.ready === null || snapshot.readyToUse === filter.ready);
    const fitting = listing.snapshots.filter(fitsRest);
    const hasAge = filter.olderThanMs !== null || filter.newerThanMs !== null;
    const snapshots = hasAge ? fitting.filter(fitsAge(filter, listing, context)) : fitting;
    if (hasAge)
        warnOfUnreadableDates(listing, fitsRest, context);
    context.log.info([`${snapshots.length} of ${listing.snapshots.length} snapshots fit.`, `${scopeWords}.`]);
    const result = {
        operation: 'list',
        snapshots: snapshots.toSorted(compareNewestFirst),
        listedCount: listing.snapshots.length,
        failures: [],
    };
    if (snapshots.length > 0)
        return result;
    const whatThereIs = describeListing(listing, place);
    if (failIfNone) {
        context.publish(result);
        throw new Error(`No snapshot fits, and if-none is fail. ${whatThereIs}`);
    }
    context.log.info(whatThereIs);
    return result;
}
/** Where the clocks differ, nothing counts as older or newer that is so by one of them alone. */
function fitsAge({ olderThanMs, newerThanMs }, listing, context) {
    const fits = [];
    if (olderThanMs !== null) {
        const nowMs = cautiousNowMs(listing, context, 'earlier');
        fits.push((createdMs) => nowMs - createdMs > olderThanMs);
    }
    if (newerThanMs !== null) {
        const nowMs = cautiousNowMs(listing, context, 'later');
        fits.push((createdMs) => nowMs - createdMs < newerThanMs && createdMs <= nowMs + CLOCK_TOLERANCE_MS);
    }
    return ({ creationDate }) => creationDate !== null && fits.every((isFitting) => isFitting(millisecondsOf(creationDate)));
}

;// CONCATENATED MODULE: ./build/retention/calendar.js

/** 1970-01-01 was a Thursday: its week had begun three days before. */
const EPOCH_AFTER_MONDAY_MS = 3 * DAY_MS;
/** The periods of the calendar that rules know, shortest first. */
const PERIODS = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'];
/**
 * The hour, day and so on in UTC that a moment lies in, as a number: two moments lie in the same period if and only if
 * their numbers are equal, and a later period has a greater number. Moments are milliseconds since 1970 UTC.
 *
 * Weeks are those of ISO 8601, Monday to Sunday. They are counted through rather than within a year, so a week that
 * spans two years is one week, whichever year's number it bears.
 */
const PERIOD_OF = {
    hourly: (momentMs) => Math.floor(momentMs / HOUR_MS),
    daily: (momentMs) => Math.floor(momentMs / DAY_MS),
    weekly: (momentMs) => Math.floor((momentMs + EPOCH_AFTER_MONDAY_MS) / (7 * DAY_MS)),
    monthly: (momentMs) => new Date(momentMs).getUTCFullYear() * 12 + new Date(momentMs).getUTCMonth(),
    yearly: (momentMs) => new Date(momentMs).getUTCFullYear(),
};

;// CONCATENATED MODULE: ./build/retention/policy.js



/** The rules that count, in the order in which their reasons are given: the input of each, and its field in the policy. */
const COUNT_RULES = ['last', ...PERIODS].map((kind) => ({
    kind,
    input: `keep-${kind}`,
    field: `keep${capitalize(kind)}`,
}));
/** The rules that keep what is within a duration of the newest: all of it, or the newest of each period. */
const WITHIN_RULES = [
    { kind: 'last', input: 'keep-within', field: 'keepWithinMs' },
    ...PERIODS.map((kind) => ({
        kind,
        input: `keep-within-${kind}`,
        field: `keepWithin${capitalize(kind)}Ms`,
    })),
];
/** The rules that take a duration: the input that sets each of them, and its field in the policy. */
const DURATION_RULES = [
    ...WITHIN_RULES,
    { input: 'older-than', field: 'olderThanMs' },
    { input: 'unready-older-than', field: 'unreadyOlderThanMs' },
];
const KEEPS_NOTHING = 'keep-last is 0 and no other rule can keep a snapshot: set another keep rule above 0, keep-within or ' +
    'older-than, or leave keep-last out.';
/**
 * What is wrong with a policy, in sentences that name the inputs; empty if it can be used.
 *
 * Refused are a policy without a rule, and `keep-last: 0` without another rule that can keep. `older-than` counts as
 * such a rule, because it keeps what is younger: with `keep-last: 0` it may empty a group, on purpose.
 * `unready-older-than` does not, because it only deletes.
 */
function policyFaults(policy) {
    if (selectsReadySnapshots(policy))
        return [];
    if (policy.keepLast === 0)
        return [KEEPS_NOTHING];
    if (policy.unreadyOlderThanMs !== undefined)
        return [];
    const counts = COUNT_RULES.map(({ input }) => input).join(', ');
    const durations = enumerate(DURATION_RULES.map(({ input }) => input), 'or');
    return [`No retention rule is set: give at least one of ${counts} (above 0), ${durations}.`];
}
/** How many snapshots a rule may keep in one group: 0 if it is off, infinity if it has no limit. */
function countLimit(policy, kind) {
    return policy[`keep${capitalize(kind)}`] ?? (kind === 'last' ? 1 : 0);
}
/** Whether a keep rule was given on purpose and is on; the implied `keep-last` of 1 does not count. */
function hasKeepRule(policy) {
    return (WITHIN_RULES.some(({ field }) => policy[field] !== undefined) ||
        COUNT_RULES.some(({ field }) => (policy[field] ?? 0) > 0));
}
/**
 * Whether the policy says anything about ready snapshots. `unready-older-than` alone does not: then all of them
 * are kept, rather than all but the last.
 */
function selectsReadySnapshots(policy) {
    return hasKeepRule(policy) || policy.olderThanMs !== undefined;
}
/** A policy in English sentences, for the log and the summary. What is only implied is said as well. */
function describePolicy(policy) {
    const { unreadyOlderThanMs } = policy;
    const unready = unreadyOlderThanMs === undefined
        ? ''
        : ` Delete snapshots that are not ready and older than ${formatDuration(unreadyOlderThanMs)}, where a newer, ready one is kept.`;
    return `${describeReadyRules(policy)}${unready}`;
}
function describeReadyRules(policy) {
    if (!selectsReadySnapshots(policy))
        return 'Keep every ready snapshot, as no rule selects them.';
    const { olderThanMs } = policy;
    const kept = [
        ...COUNT_RULES.flatMap((rule) => describeCount(policy, rule)),
        ...WITHIN_RULES.flatMap((rule) => describeWithin(policy, rule)),
        ...(olderThanMs === undefined ? [] : [`all younger than ${formatDuration(olderThanMs)}`]),
    ];
    const mayEmpty = policy.keepLast === 0 && !hasKeepRule(policy);
    const others = `the other ready snapshots${mayEmpty ? ', even the last one of a VM' : ''}`;
    return `For each source VM, keep ${enumerate(kept)}. Delete ${others}.`;
}
function describeCount(policy, { kind, field }) {
    const limit = countLimit(policy, kind);
    if (limit === 0)
        return [];
    const noun = kind === 'last' ? 'snapshot' : `${kind} snapshot`;
    if (limit === Number.POSITIVE_INFINITY)
        return [`all ${noun}s`];
    if (limit > 1)
        return [`the last ${limit} ${noun}s`];
    return [`the last ${noun}${policy[field] === undefined ? ' (keep-last is 1 unless it is set)' : ''}`];
}
function describeWithin(policy, { kind, field }) {
    const durationMs = policy[field];
    if (durationMs === undefined)
        return [];
    const what = kind === 'last' ? 'all' : `the ${kind} snapshots`;
    return [`${what} within ${formatDuration(durationMs)} of the newest`];
}
function capitalize(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

;// CONCATENATED MODULE: ./build/retention/keep-rules.js



/**
 * Tries every rule on every snapshot of one group; a single reason keeps it. The rules are independent of one
 * another, so that a further rule, or a greater count, can only keep more (restic's `forget` semantics).
 *
 * @param nowMs milliseconds since 1970 UTC
 * @returns the reasons to keep each of those that a rule keeps
 */
function applyKeepRules(newestFirst, policy, nowMs) {
    const kept = selectsReadySnapshots(policy)
        ? [
            ...COUNT_RULES.flatMap(({ kind }) => keptByCount(newestFirst, kind, countLimit(policy, kind))),
            ...WITHIN_RULES.flatMap(({ kind, field }) => keptWithin(newestFirst, kind, policy[field])),
            ...keptAsYounger(newestFirst, nowMs, policy.olderThanMs),
        ]
        : [{ snapshots: newestFirst, reason: 'no rule selects ready snapshots' }];
    const reasons = new Map();
    for (const { snapshots, reason } of kept) {
        for (const snapshot of snapshots)
            reasons.set(snapshot, [...(reasons.get(snapshot) ?? []), reason]);
    }
    return reasons;
}
/**
 * Keeps the newest snapshot of each of the newest periods that have one. If there are fewer periods than the rule may
 * keep, it also keeps the oldest of the group, so that a short history reaches back as far as possible (restic #3624).
 * An unlimited rule always does.
 */
function keptByCount(newestFirst, kind, limit) {
    const snapshots = newestOfPeriods(newestFirst, kind, limit);
    const kept = { snapshots, reason: `${kind} snapshot` };
    const reachesBack = snapshots.length === limit || snapshots.at(-1) === newestFirst.at(-1);
    return reachesBack
        ? [kept]
        : [kept, { snapshots: newestFirst.slice(-1), reason: `oldest ${kind} snapshot` }];
}
/**
 * Keeps the newest snapshot of each period within the duration (restic's `keep-within-daily`), and no oldest one. The
 * duration counts from the newest of the group and not from now, so that nothing expires once backups have stopped.
 * What is exactly that much older than the newest is outside (restic's `keep-within`).
 */
function keptWithin(newestFirst, kind, durationMs) {
    const [newest] = newestFirst;
    if (durationMs === undefined || newest === undefined)
        return [];
    const within = newestFirst.filter(({ createdMs }) => newest.createdMs - createdMs < durationMs);
    const words = kind === 'last' ? 'within' : `${kind} within`;
    const snapshots = newestOfPeriods(within, kind, Number.POSITIVE_INFINITY);
    return [{ snapshots, reason: `${words} ${formatDuration(durationMs)}` }];
}
/** The newest of each of the newest periods; to `last`, each snapshot is a period of its own. */
function newestOfPeriods(newestFirst, kind, limit) {
    if (kind === 'last')
        return newestFirst.slice(0, limit);
    const newest = [];
    let current = null;
    for (const snapshot of newestFirst) {
        if (newest.length === limit)
            break;
        const period = PERIOD_OF[kind](snapshot.createdMs);
        if (period !== current)
            newest.push(snapshot);
        current = period;
    }
    return newest;
}
/** Keeps what is not older than the policy asks; what is exactly that old is kept too. */
function keptAsYounger(newestFirst, nowMs, olderThanMs) {
    if (olderThanMs === undefined)
        return [];
    const snapshots = newestFirst.filter(({ createdMs }) => nowMs - createdMs <= olderThanMs);
    return [{ snapshots, reason: `younger than ${formatDuration(olderThanMs)}` }];
}

;// CONCATENATED MODULE: ./build/retention/standing.js


/**
 * Whether the rules count a snapshot. Of several reasons to exclude it, the first is given. With a date of exactly
 * five minutes in the future, the clocks may just differ.
 *
 * @param nowMs milliseconds since 1970 UTC
 */
function standingOf(snapshot, isProtected, nowMs) {
    // The server may read an empty id as more than one snapshot.
    if (!hasId(snapshot) || snapshot.id === '')
        return exclude(snapshot, 'no id');
    if (!isUsualId(snapshot.id))
        return exclude(snapshot, 'unusual id');
    // If the server left the source out, all VMs would be in one group.
    if (!snapshot.sourceName)
        return exclude(snapshot, 'source VM unknown');
    if (isProtected(snapshot.id))
        return exclude(snapshot, 'protected');
    if (snapshot.creationDate === null)
        return exclude(snapshot, 'no creation date');
    const createdMs = millisecondsOf(snapshot.creationDate);
    if (createdMs > nowMs + CLOCK_TOLERANCE_MS)
        return exclude(snapshot, 'dated in the future');
    if (snapshot.readyToUse === true)
        return { standing: 'eligible', snapshot, createdMs };
    if (snapshot.readyToUse === false)
        return { standing: 'unready', snapshot, createdMs };
    return exclude(snapshot, 'readiness unknown');
}
/**
 * Whether an id is as plain as the names of Kubernetes, which the vendor's are. What is not may fit no glob that is
 * meant to protect it, or become another id on its way to the server.
 */
function isUsualId(id) {
    return id.length <= MAX_NAME_LENGTH && /^[A-Za-z0-9](?:[\w.:-]*[A-Za-z0-9])?$/.test(id);
}
function exclude(snapshot, reason) {
    return { standing: 'excluded', snapshot, reason };
}

;// CONCATENATED MODULE: ./build/retention/plan.js






/**
 * Decides which snapshots to keep and which to delete. Each source VM is a group with counts of its own: to prune
 * across machines loses the backups of those that are idle (borg #241).
 *
 * @throws InputError if the policy has faults
 * @throws SnapshotServiceError if an id is listed twice, in whatever case, even where one of the two is out of scope
 */
function planRetention(request) {
    const { snapshots, isInScope, policy } = request;
    const faults = policyFaults(policy);
    if (faults.length > 0)
        throw new errors/* InputError */.dz(faults);
    // Before the scope hides one of two snapshots that have the same id.
    requireUniqueIds(snapshots);
    const vms = Map.groupBy(snapshots.filter(isInScope), ({ sourceName }) => sourceName);
    const groups = Array.from(vms, ([sourceName, members]) => planGroup(sourceName, members, request));
    return { groups: groups.toSorted(bySourceName), ...countsOf(groups.flatMap(({ decisions }) => decisions)) };
}
/**
 * Refuses a listing that gives one id twice, also where only the case differs: Kubernetes' names have none. An id is
 * unique in its namespace, so such a listing mixes things up, and to delete either snapshot by its id might delete the
 * other. Nothing is planned rather than something wrong.
 *
 * @throws SnapshotServiceError that names the ids
 */
function requireUniqueIds(snapshots) {
    const ids = idsOf(snapshots);
    // A set is made much faster than groups.
    if (new Set(ids.map((id) => id.toLowerCase())).size === ids.length)
        return;
    const spellings = Array.from(Map.groupBy(ids, (id) => id.toLowerCase()).values());
    const repeated = spellings.find(({ length }) => length > 1);
    const named = Array.from(new Set(repeated), (id) => `"${id}"`).join(' and ');
    throw new errors/* SnapshotServiceError */.Kx('unreadable', `The listing holds more than one snapshot with the id ${named}. It can't be trusted, so nothing is deleted.`);
}
/** What the plan deletes, oldest first, ties by id. */
function deletionsOf(plan) {
    return plan.groups
        .flatMap(({ decisions }) => decisions.filter((decision) => decision.action === 'delete'))
        .sort((left, right) => compareOldestFirst(left.snapshot, right.snapshot));
}
/** What the plan keeps, in the order of the plan. */
function keptOf(plan) {
    return plan.groups.flatMap(({ decisions }) => decisions.filter((decision) => decision.action === 'keep'));
}
function countsOf(decisions) {
    const keptCount = decisions.filter(({ action }) => action === 'keep').length;
    return { keptCount, deletedCount: decisions.length - keptCount };
}
function planGroup(sourceName, members, { isProtected, policy, nowMs }) {
    const standings = members
        .toSorted(compareNewestFirst)
        .map((member) => standingOf(member, isProtected, nowMs));
    const eligible = standings.filter((candidate) => candidate.standing === 'eligible');
    const reasonsToKeep = applyKeepRules(eligible, policy, nowMs);
    const survivor = eligible.find((candidate) => reasonsToKeep.has(candidate)) ?? null;
    // The same for every snapshot that is deleted, so that a plan of 100,000 holds them once.
    const reasonsToDelete = deletionReasons(policy);
    const decide = (candidate) => {
        switch (candidate.standing) {
            case 'excluded':
                return { action: 'keep', snapshot: candidate.snapshot, reasons: [candidate.reason] };
            case 'unready':
                return decideUnready(candidate, survivor, policy.unreadyOlderThanMs, nowMs);
            case 'eligible': {
                const { snapshot } = candidate;
                const reasons = reasonsToKeep.get(candidate);
                return reasons === undefined
                    ? { action: 'delete', snapshot, isUnready: false, reasons: reasonsToDelete }
                    : { action: 'keep', snapshot, reasons };
            }
        }
    };
    const decisions = standings.map(decide);
    return { sourceName, decisions, survivor: survivor?.snapshot ?? null, ...countsOf(decisions) };
}
/**
 * A snapshot that is not ready may be the only one of its VM, and a service may call good ones unready
 * (external-snapshotter #432): it goes only where a newer, ready one stays. What is exactly as old as the limit is
 * kept, as with `older-than`.
 */
function decideUnready({ snapshot, createdMs }, survivor, unreadyOlderThanMs, nowMs) {
    if (unreadyOlderThanMs === undefined || nowMs - createdMs <= unreadyOlderThanMs) {
        return { action: 'keep', snapshot, reasons: ['not ready'] };
    }
    if (survivor === null || survivor.createdMs <= createdMs) {
        return { action: 'keep', snapshot, reasons: ['not ready, and no newer ready one is kept by a rule'] };
    }
    const reason = `not ready, older than ${formatDuration(unreadyOlderThanMs)}`;
    return { action: 'delete', snapshot, isUnready: true, reasons: [reason] };
}
function deletionReasons({ olderThanMs }) {
    const age = olderThanMs === undefined ? [] : [`older than ${formatDuration(olderThanMs)}`];
    return [...age, 'kept by no rule'];
}
function bySourceName(left, right) {
    if (left.sourceName === null)
        return 1;
    if (right.sourceName === null)
        return -1;
    return compareText(left.sourceName, right.sourceName);
}

;// CONCATENATED MODULE: ./build/operations/second-look.js

/**
 * How what a read by the id has found differs from a listed snapshot that says whether it is ready: words after "it was
 * listed as ready, but" or the like; null if it does not. Unknown readiness, or an unknown VM, is no proof; and by now, a
 * new one may be in the making under its name.
 */
function doubtAbout(listed, found) {
    if (found === null)
        return 'is not there';
    if (found.readyToUse === null)
        return 'does not say whether it is ready';
    if (found.readyToUse !== listed.readyToUse)
        return found.readyToUse ? 'is ready' : 'is not ready';
    if (found.sourceName === null)
        return 'does not say its VM';
    if (!isSameVm(found.sourceName, listed.sourceName))
        return `is of VM "${found.sourceName}"`;
    if (areNamesakes(found, listed))
        return 'is another one, made at another time,';
    return isKnownAgain(found, listed) ? null : 'does not say its date, as one in the making';
}

;// CONCATENATED MODULE: ./build/operations/execute-plan.js









const PAUSE_BETWEEN_PROGRESS_LINES_MS = 5000;
/**
 * Carries out the deletions of a plan, oldest first and a few at a time. The list behind the plan may have been stale,
 * wrong, or another cluster's: so only what the plan of a second list deletes too is deleted; before the first deletion of
 * a VM's snapshots, one that the plan keeps of it is read; and a snapshot that is deleted because it is not ready is read
 * once more.
 *
 * @param again the plan of a second list, by the same policy and the same time
 * @param report is called now and then with what has been accepted so far
 */
async function executePlan(plan, again, target, context, report) {
    const deletions = deletionsOf(plan);
    const requireSurvivor = survivorCheck(plan, target, context);
    const decisionsAgain = new Map(again.groups.flatMap(({ decisions }) => decisions.map((decision) => [decision.snapshot.id, decision])));
    const outcomes = new Map();
    const withOutcome = (wanted) => deletions.flatMap(({ snapshot }) => (outcomes.get(snapshot) === wanted ? [snapshot] : []));
    let nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
    const { failures } = await attemptEach(deletions, ({ snapshot }) => snapshot.id, async (decision) => {
        const { snapshot } = decision;
        requireRunning({ ...target, id: snapshot.id }, context);
        await requireSurvivor(snapshot);
        const outcome = await carryOut(decision, decisionsAgain.get(snapshot.id) ?? null, target, context);
        outcomes.set(snapshot, outcome);
        if (context.clock.elapsedMs() >= nextLineMs) {
            nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
            const accepted = withOutcome('accepted');
            context.log.info(`${accepted.length} of ${countOf(deletions.length, 'deletion')} accepted so far.`);
            report(accepted);
        }
    });
    const doubted = await confirmGone(withOutcome('missing'), target, context);
    return {
        accepted: withOutcome('accepted'),
        gone: doubted.values,
        sparedIds: idsOf(withOutcome('spared')),
        failures: [...failures, ...doubted.failures],
    };
}
/**
 * Confirms what remains of the VM of a snapshot that is to be deleted. A list may be stale, or may ignore which cluster
 * it was asked for; so the snapshot that a plan keeps of a VM is read once by its id before any other of the VM is
 * deleted. A plan that keeps none of a VM, as `keep-last: 0` may on purpose, has nothing to confirm.
 *
 * @returns a check that throws an Error, the same one for all snapshots of a VM, if what the plan keeps is not there, not
 * ready, another VM's, or of another date than the list gave
 */
function survivorCheck({ groups }, target, context) {
    const survivors = new Map(groups.map(({ sourceName, survivor }) => [sourceName, survivor]));
    const confirmed = new Map();
    return async ({ sourceName }) => {
        const survivor = survivors.get(sourceName) ?? null;
        if (survivor === null)
            return;
        const confirming = confirmed.get(sourceName) ?? execute_plan_confirm(survivor, target, context);
        confirmed.set(sourceName, confirming);
        await confirming;
    };
}
async function execute_plan_confirm(survivor, target, context) {
    const { id, sourceName } = survivor;
    const aim = `confirm what remains of VM "${sourceName}", so nothing of it was deleted`;
    const doubt = doubtAbout(survivor, await get_snapshots_readSnapshot({ ...target, id }, aim, context));
    if (doubt === null)
        return;
    throw new Error(`Nothing of VM "${sourceName}" was deleted: its snapshot "${id}", which the plan keeps, was listed as good, but ${doubt} when it is read by its id.`);
}
/** @param again the decision of the plan of the second list; null if that list lacks the snapshot */
async function carryOut(decision, again, target, context) {
    const { snapshot, isUnready } = decision;
    const reference = { ...target, id: snapshot.id };
    const isReadAgain = isUnready || again === null;
    const aim = `read ${describeReference(reference)} before its deletion`;
    const found = isReadAgain ? await get_snapshots_readSnapshot(reference, aim, context) : null;
    if (isReadAgain && found === null)
        return 'missing';
    const doubt = found === null ? null : doubtAbout(snapshot, found);
    const reason = differenceOf(decision, again) ??
        (doubt && `it was listed as not ready, and ${doubt} when it is read by its id`);
    if (reason !== null) {
        context.log.warning(`Snapshot "${snapshot.id}" is kept: ${reason}.`);
        return 'spared';
    }
    const response = await deleteSnapshot(target, snapshot, context);
    context.log.debug(`${snapshot.id}: ${response === 'missing' ? 'was gone already' : 'deletion accepted'}`);
    return response;
}
/** How the second list, or its plan, differs about a snapshot that is to be deleted; null if it does not. */
function differenceOf(decision, again) {
    if (again?.action === 'keep')
        return `by a second list, the plan keeps it (${again.reasons.join(', ')})`;
    const isSame = again?.isUnready === decision.isUnready && isKnownAgain(again.snapshot, decision.snapshot);
    return isSame ? null : 'a second list does not show it, or says something else of it';
}
/** "Missing" of what was just listed is one word against another: one more list and a read by the id decide. */
async function confirmGone(missing, target, context) {
    if (missing.length === 0)
        return { values: [], failures: [] };
    const listed = (0,errors/* failedTo */.Z2)('list the snapshots once more', async () => {
        const { snapshots } = await readListing(target, context);
        return new Set(snapshots.filter(mayBeIn(target.namespace)).map(({ id }) => id));
    });
    return attemptEach(missing, ({ id }) => id, async (snapshot) => {
        const ids = await listed;
        if (ids.has(snapshot.id) || ids.has(null)) {
            const what = ids.has(snapshot.id) ? 'still lists it' : 'lists one without an id, which may be it';
            throw new Error(`Could not delete ${describeReference({ ...target, id: snapshot.id })}: the server says that there is none, and ${what}.`);
        }
        await requireGone({ ...target, id: snapshot.id }, context);
        context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
        return snapshot;
    });
}

;// CONCATENATED MODULE: ./build/operations/prune-snapshots.js








/**
 * Deletes what a retention policy does not keep, oldest first. The plan is complete before the first request that
 * writes, and a dry run ends with the plan. What is deleted is what the plan of a second list deletes too.
 *
 * @throws SnapshotServiceError if there is no complete list, or no second one
 * @throws Error if the plan would delete more than `maxDeletes`, or if nothing is in scope and that is to fail; nothing
 * is deleted then
 */
async function pruneSnapshots(options, context) {
    const { target, dryRun, maxDeletes } = options;
    const listing = await readListing(target, context);
    const nowMs = cautiousNowMs(listing, context);
    const planned = toResult(planOf(listing, options, nowMs), options);
    warnOfDoubts(planned, listing, options, context);
    if (planned.plan.groups.length === 0)
        tellNone(planned, listing, options, context);
    logPlan(planned, options, context);
    const count = planned.snapshots.length;
    if (maxDeletes !== null && count > maxDeletes) {
        context.publish({ ...planned, snapshots: [], isRefused: true });
        throw new Error(`The plan deletes ${countOf(count, 'snapshot')}, and max-deletes is ${maxDeletes}, so nothing was deleted. If the plan is what you want, raise max-deletes; else change the policy.`);
    }
    if (dryRun || count === 0)
        return planned;
    return execute(planned, options, nowMs, context);
}
function planOf({ snapshots }, options, nowMs) {
    const { target, isProtected, policy } = options;
    return planRetention({
        // One that does not say its namespace may be in this one; it is out of scope, but its id must be no other's.
        snapshots: snapshots.filter(mayBeIn(target.namespace)),
        isInScope: inScopeOf(options),
        isProtected,
        policy,
        nowMs,
    });
}
/** What the plan deletes are the snapshots of the result. */
function toResult(plan, { policy, dryRun }) {
    return {
        operation: 'prune',
        dryRun,
        isAwaited: false,
        isRefused: false,
        plan,
        policy: describePolicy(policy),
        snapshots: deletionsOf(plan).map(({ snapshot }) => snapshot),
        goneIds: [],
        sparedIds: [],
        failures: [],
    };
}
function inScopeOf({ target, scope }) {
    return inScope({ ...scope, namespace: target.namespace });
}
async function execute(planned, options, nowMs, context) {
    const { target, wait } = options;
    context.publish({ ...planned, snapshots: [], isRefused: true });
    const again = await (0,errors/* failedTo */.Z2)('confirm the plan by a second list, so nothing was deleted', async () => planOf(await readListing(target, context), options, nowMs));
    context.log.info(`Deleting ${countOf(planned.snapshots.length, 'snapshot')}.`);
    const { accepted, gone, sparedIds, failures } = await executePlan(planned.plan, again, target, context, (soFar) => context.publish({ ...planned, snapshots: soFar }));
    const snapshots = [...accepted, ...gone].sort(compareOldestFirst);
    const done = { ...planned, snapshots, goneIds: idsOf(gone), sparedIds, failures };
    context.publish(done);
    if (wait === null)
        return done;
    const waited = await waitUntilGone(target, accepted, wait, context);
    return { ...done, isAwaited: true, failures: [...failures, ...waited.failures] };
}
/** What a person should know of a plan that is not wrong in itself. */
function warnOfDoubts({ plan }, listing, options, context) {
    const { target } = options;
    const { log } = context;
    warnOfUnreadableDates(listing, inScopeOf(options), context);
    const unknown = plan.groups
        .filter(({ sourceName }) => !sourceName)
        .flatMap(({ decisions }) => decisions).length;
    if (unknown > 0) {
        log.warning(`${countOf(unknown, 'snapshot')} in scope ${unknown === 1 ? 'does' : 'do'} not say the source VM, and ${unknown === 1 ? 'is' : 'are'} kept: a prune never deletes them.`);
    }
    for (const { input, glob } of unusedGlobs(listing, options)) {
        log.warning(`\`${input}\` has the glob ${JSON.stringify(glob)}, which fits nothing in namespace "${target.namespace}" on cluster "${target.cluster}".`);
    }
}
/** @throws Error if that is to fail */
function tellNone(planned, listing, { target, failIfNone }, { publish, log }) {
    const none = `No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive. ${describeListing(listing, target)}`;
    if (failIfNone) {
        publish(planned);
        throw new Error(none);
    }
    log.warning(none);
}
function unusedGlobs({ snapshots }, { globs, target }) {
    const here = snapshots.filter(({ namespace }) => namespace === target.namespace);
    const ids = idsOf(here);
    const sourceNames = Array.from(new Set(here.flatMap(({ sourceName }) => sourceName ?? [])));
    return globs.filter(({ input, fits }) => !(input === 'source-vm' ? sourceNames : ids).some(fits));
}
function logPlan({ plan, policy }, { scopeWords }, { log }) {
    log.info([policy, `${scopeWords}.`]);
    for (const { sourceName, keptCount, deletedCount, decisions } of plan.groups) {
        const group = sourceName === null ? 'Without a source VM' : `VM "${sourceName}"`;
        log.info([`${group}: ${keptCount} kept, ${deletedCount} to delete.`, ...decisions.map(decisionLine)]);
    }
}
function decisionLine({ action, snapshot: { id, creationDate }, reasons }) {
    const date = creationDate === null ? 'no date' : describeDate(creationDate);
    return `  ${action.padEnd('delete'.length)} ${id ?? '(no id)'} (${date}): ${reasons.join(', ')}`;
}

;// CONCATENATED MODULE: ./build/operations/require-fresh.js








/**
 * Fails for each VM whose newest good snapshot is too old, or that has none. Good is what a prune would count: ready,
 * dated, and not in the future. What a list calls fresh is read once more by its id.
 *
 * @throws SnapshotServiceError if the list cannot be had whole
 */
async function requireFresh(options, context) {
    const { target, sourceVms, matchesId } = options;
    const listing = await readListing(target, context);
    const matchesSourceVm = (name) => sourceVms.some((sourceVm) => isSameVm(sourceVm, name));
    const isAsked = inScope({ namespace: target.namespace, matchesId, matchesSourceVm });
    warnOfUnreadableDates(listing, isAsked, context);
    const nowMs = cautiousNowMs(listing, context, 'later');
    const standings = listing.snapshots
        .filter(isAsked)
        .sort(compareNewestFirst)
        .map((snapshot) => standingOf(snapshot, () => false, nowMs));
    const asked = sourceVms.filter((name, index) => sourceVms.findIndex((other) => isSameVm(other, name)) === index);
    const { values, failures } = await attemptEach(asked, (sourceVm) => sourceVm, (sourceVm) => {
        const ofVm = standings.filter(({ snapshot }) => isSameVm(snapshot.sourceName, sourceVm));
        return judge(sourceVm, ofVm, nowMs, options, context);
    });
    const judged = new Map(values.map((vm) => [vm.sourceVm, vm]));
    const unread = new Map(failures.map(({ id, message }) => [id, message]));
    const vms = asked.map((sourceVm) => judged.get(sourceVm) ?? { sourceVm, newest: null, older: null, failure: unread.get(sourceVm) ?? null });
    if (vms.some(({ newest }) => newest === null))
        context.log.info(describeListing(listing, target));
    return {
        operation: 'require-fresh',
        vms,
        snapshots: vms.flatMap(({ newest }) => newest ?? []),
        failures: vms.flatMap(({ sourceVm, failure }) => failure === null ? [] : [{ id: sourceVm, message: failure }]),
    };
}
/**
 * The list may be out of date, or another cluster's: fresh is only what is so when it is read by its id.
 *
 * @param standings those of the VM, newest first
 * @throws Error if one that may be fresh cannot be read
 */
async function judge(sourceVm, standings, nowMs, options, context) {
    const [newest, older] = standings.filter((candidate) => candidate.standing === 'eligible');
    const vm = { sourceVm, newest: newest?.snapshot ?? null, older: older?.snapshot ?? null };
    if (newest === undefined || nowMs - newest.createdMs > options.newerThanMs) {
        return { ...vm, failure: whyNotFresh(sourceVm, standings, newest, nowMs, options) };
    }
    const { id } = newest.snapshot;
    const aim = `confirm snapshot "${id}" of VM "${sourceVm}"`;
    const doubt = doubtAbout(newest.snapshot, await get_snapshots_readSnapshot({ ...options.target, id }, aim, context));
    if (doubt === null)
        return { ...vm, failure: null };
    const failure = `Snapshot "${id}" of VM "${sourceVm}" was listed as good, but ${doubt} when it is read by its id.`;
    context.log.info(failure);
    const others = standings.filter((candidate) => candidate !== newest);
    const next = await judge(sourceVm, others, nowMs, options, context);
    return next.failure === null ? next : { ...next, failure };
}
/** What is wrong with a VM that has no fresh snapshot, and whether a younger one is on its way. */
function whyNotFresh(sourceVm, standings, newest, nowMs, { target: { cluster, namespace }, matchesId, newerThanMs }) {
    const ofVm = `of VM "${sourceVm}"${matchesId === null ? '' : ' whose id fits `match`'}`;
    if (standings.length === 0)
        return `There is no snapshot ${ofVm} in namespace "${namespace}" on cluster "${cluster}".`;
    const named = ({ snapshot, createdMs }) => `"${snapshot.id}", ${describeAge(Math.max(0, nowMs - createdMs))} old`;
    const reason = newest === undefined
        ? `No snapshot ${ofVm} is good: ${describeFlaws(standings)}.`
        : `The newest good snapshot ${ofVm} is ${named(newest)}: older than newer-than, which is ${formatDuration(newerThanMs)}.`;
    const unready = standings.find((candidate) => candidate.standing === 'unready');
    const isYounger = unready !== undefined && unready.createdMs > (newest?.createdMs ?? 0);
    return isYounger ? `${reason} ${named(unready)}, is not ready yet.` : reason;
}
/** Why none of some snapshots is good, and how many of each: `not ready (2), no creation date (1)`. */
function describeFlaws(standings) {
    const byFlaw = Map.groupBy(standings, (flawed) => flawed.standing === 'excluded' ? flawed.reason : 'not ready');
    return Array.from(byFlaw, ([flaw, { length }]) => `${flaw} (${length})`).join(', ');
}

;// CONCATENATED MODULE: ./build/operations/request.js







/** Does what a request asks for. */
function runRequest(request, context) {
    switch (request.operation) {
        case 'list':
            return listSnapshots(request, context);
        case 'get':
            return getSnapshots(request, context);
        case 'create':
            return createSnapshots(request, context);
        case 'delete':
            return deleteSnapshots(request, context);
        case 'wait-ready':
            return waitReady(request, context);
        case 'prune':
            return pruneSnapshots(request, context);
        case 'require-fresh':
            return requireFresh(request, context);
    }
}

;// CONCATENATED MODULE: ./build/version.js
/** The version of `package.json`, which a contract test holds it to; told to the server as the User-Agent. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/action/inputs/connection.js

/** The vendor's own API (its OpenAPI description). */
const DEFAULT_API_URL = 'https://api.cloud.denvrdata.com';
const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** What stands in for an input that is not set. */
const VARIABLES = {
    'api-url': 'DENVR_API_URL',
    'api-key': 'DENVR_APIKEY',
    username: 'DENVR_USERNAME',
    password: 'DENVR_PASSWORD',
};
const CREDENTIALS = ['api-key', 'username', 'password'];
/** The API keys and passwords in the inputs and their variables, whether they are used or not. */
function secretsOf(reader) {
    return ['api-key', 'password'].flatMap((input) => candidatesFor(input, reader).map(({ value }) => value));
}
/** Reads where and how to connect; null (with faults in the reader) if that is not sound. */
function readConnection(reader) {
    const apiUrl = readApiUrl(reader);
    const proxy = apiUrl === null ? null : readProxy(reader, apiUrl);
    const login = readLogin(reader);
    return apiUrl === null || login === null ? null : { apiUrl, proxy, ...login };
}
/** The input if it is set, and then its variable if that is. */
function candidatesFor(input, reader) {
    const variable = VARIABLES[input];
    return [
        { name: `\`${input}\``, value: reader.raw(input).trim() },
        { name: variable, value: reader.environment[variable]?.trim() ?? '' },
    ].filter(({ value }) => value !== '');
}
function readApiUrl(reader) {
    const [{ name, value } = { name: '', value: DEFAULT_API_URL }] = candidatesFor('api-url', reader);
    const url = URL.parse(value);
    const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url));
    const isPlain = url !== null && url.username + url.password + url.search + url.hash === '' && !/[?#@\s]/.test(value);
    if (url !== null && isSecure && isPlain)
        return url;
    // The value is not shown: whoever put credentials into the URL should not find them in the log.
    reader.addFault(`${name} is not accepted; accepted is an https URL such as ${DEFAULT_API_URL} without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).`);
    return null;
}
/** An API key wins over a user name (the vendor's own rule), but any input over any variable. */
function readLogin(reader) {
    const isUserGiven = reader.isSet('username') || reader.isSet('password');
    const [apiKey] = isUserGiven && !reader.isSet('api-key') ? [] : candidatesFor('api-key', reader);
    if (apiKey) {
        warnOfStandIn([apiKey], reader);
        return readApiKey(apiKey, reader);
    }
    const [username] = candidatesFor('username', reader);
    const [password] = candidatesFor('password', reader);
    if (!username || !password)
        return refuseMissing(reader, username, password);
    warnOfStandIn([username, password], reader);
    const broken = [username, password].find(({ value }) => /[\r\n]/.test(value));
    if (broken)
        return refuse(reader, broken, 'one line of text');
    return {
        credentials: { kind: 'login', username: username.value, password: password.value },
        identity: `the user of ${username.name}`,
    };
}
/** A secret that is not there gives an empty text, and a variable may hold the credentials of another account. */
function warnOfStandIn(used, reader) {
    const emptied = CREDENTIALS.find((input) => reader.isEmptied(input));
    const standIn = used.find(({ name }) => Object.values(VARIABLES).includes(name));
    if (emptied === undefined || standIn === undefined)
        return;
    reader.addNotice(`\`${emptied}\` is set to an empty text, so ${standIn.name} is used: is the secret there?`);
}
function readApiKey(apiKey, reader) {
    const { name, value } = apiKey;
    const [, scheme] = /^(ApiKey|Bearer)[\s:]/i.exec(value) ?? [];
    if (scheme)
        return refuse(reader, apiKey, `the key alone, without "${scheme}" before it`);
    const visible = 'one line of visible ASCII characters';
    if (/[\r\n]/.test(value))
        return refuse(reader, apiKey, `${visible}, and it has several lines`);
    if (/\s/.test(value))
        return refuse(reader, apiKey, `${visible}, and it contains a space`);
    if (!/^[\x21-\x7e]+$/.test(value))
        return refuse(reader, apiKey, visible);
    return { credentials: { kind: 'api-key', apiKey: value }, identity: `the API key of ${name}` };
}
function refuse(reader, { name }, accepted) {
    reader.addFault(`${name} is set, but not accepted (it is not shown); accepted is ${accepted}.`);
    return null;
}
function refuseMissing(reader, username, password) {
    const isNone = !username && !password;
    const missing = username ? 'password' : 'username';
    const emptied = (isNone ? CREDENTIALS : [missing]).flatMap((input) => emptiedNames(input, reader));
    const fault = emptied.length > 0
        ? `${enumerate(emptied)} ${emptied.length === 1 ? 'is' : 'are'} set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.`
        : `${isNone ? 'none are set' : `a \`${missing}\` is missing`}: set \`api-key\` (or DENVR_APIKEY) from a secret, or \`username\` and \`password\` (or DENVR_USERNAME and DENVR_PASSWORD).`;
    reader.addFault(`Credentials are required, and ${fault}`);
    return null;
}
/** An input and its variable, as far as they are set to nothing. */
function emptiedNames(input, reader) {
    return [
        ...(reader.isEmptied(input) ? [`\`${input}\``] : []),
        ...(reader.environment[VARIABLES[input]] === '' ? [VARIABLES[input]] : []),
    ];
}
/** Whether a URL leads to the machine that this runs on. */
function isThisMachine({ hostname }) {
    return THIS_MACHINE.test(hostname);
}
/**
 * Reads which proxy leads to the API, from `https_proxy` and `no_proxy`, in lower or upper case. The
 * API is reached without TLS on this machine only, and so never through a proxy.
 *
 * @returns null for none, and (with a fault in the reader) for one that can't be used
 */
function readProxy(reader, apiUrl) {
    const { environment } = reader;
    const variable = environment['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
    const text = (environment[variable] ?? '').trim();
    const exceptions = environment['no_proxy'] || environment['NO_PROXY'] || '';
    if (text === '' || isThisMachine(apiUrl) || isExcepted(apiUrl, exceptions))
        return null;
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    if (url === null || !/^https?:$/.test(url.protocol) || url.pathname + url.search + url.hash !== '/') {
        // The value is not shown: it may hold a password.
        reader.addFault(`${variable} can't be used (it is not shown); accepted is http://HOST:PORT or https://HOST:PORT, also with USER:PASSWORD@ before the host (with / # ? in them written as %2F %23 %3F).`);
        return null;
    }
    return { url: new URL(url.origin), authorization: authorizationOf(url) };
}
/** A lone percent sign stands for itself, as it does for curl. */
function authorizationOf({ username, password }) {
    if (username + password === '')
        return null;
    const bytes = `${username}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
    return `Basic ${btoa(bytes)}`;
}
/** Whether a host is named in a list like `corp.example, .corp, *.corp, 10.0.0.1:8443`, or lies below one. */
function isExcepted({ hostname, port }, list) {
    const names = [hostname, hostname.replace(/^\[|\]$/g, ''), `${hostname}:${port || 443}`];
    const items = list.toLowerCase().split(/[\s,]+/);
    return items.some((item) => {
        const domain = item.replace(/^\*?\./, '');
        return (item === '*' || (domain !== '' && names.some((name) => name === domain || name.endsWith(`.${domain}`))));
    });
}

;// CONCATENATED MODULE: ./node_modules/leven/index.js
const array = [];
const characterCodeCache = [];

function leven(first, second, options) {
	if (first === second) {
		return 0;
	}

	const maxDistance = options?.maxDistance;
	const swap = first;

	// Swapping the strings if `a` is longer than `b` so we know which one is the
	// shortest & which one is the longest
	if (first.length > second.length) {
		first = second;
		second = swap;
	}

	let firstLength = first.length;
	let secondLength = second.length;

	// Performing suffix trimming:
	// We can linearly drop suffix common to both strings since they
	// don't increase distance at all
	// Note: `~-` is the bitwise way to perform a `- 1` operation
	while (firstLength > 0 && (first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength))) {
		firstLength--;
		secondLength--;
	}

	// Performing prefix trimming
	// We can linearly drop prefix common to both strings since they
	// don't increase distance at all
	let start = 0;

	while (start < firstLength && (first.charCodeAt(start) === second.charCodeAt(start))) {
		start++;
	}

	firstLength -= start;
	secondLength -= start;

	// Early termination after trimming: if difference in length exceeds max distance
	if (maxDistance !== undefined && secondLength - firstLength > maxDistance) {
		return maxDistance;
	}

	if (firstLength === 0) {
		return maxDistance !== undefined && secondLength > maxDistance
			? maxDistance
			: secondLength;
	}

	let bCharacterCode;
	let result;
	let temporary;
	let temporary2;
	let index = 0;
	let index2 = 0;

	while (index < firstLength) {
		characterCodeCache[index] = first.charCodeAt(start + index);
		array[index] = ++index;
	}

	while (index2 < secondLength) {
		bCharacterCode = second.charCodeAt(start + index2);
		temporary = index2++;
		result = index2;

		for (index = 0; index < firstLength; index++) {
			temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
			temporary = array[index];
			// eslint-disable-next-line no-multi-assign
			result = array[index] = temporary > result
				? (temporary2 > result ? result + 1 : temporary2)
				: (temporary2 > temporary ? temporary + 1 : temporary2);
		}

		// Early termination: if all values in current row exceed maxDistance
		if (maxDistance !== undefined) {
			let rowMinimum = result;
			for (index = 0; index < firstLength; index++) {
				if (array[index] < rowMinimum) {
					rowMinimum = array[index];
				}
			}

			if (rowMinimum > maxDistance) {
				return maxDistance;
			}
		}
	}

	// Bound arrays to avoid retaining large previous sizes
	array.length = firstLength;
	characterCodeCache.length = firstLength;

	return maxDistance !== undefined && result > maxDistance ? maxDistance : result;
}

function closestMatch(target, candidates, options) {
	if (!Array.isArray(candidates) || candidates.length === 0) {
		return undefined;
	}

	const userMax = options?.maxDistance;
	const targetLength = target.length;

	// Exact match fast-path
	for (const candidate of candidates) {
		if (candidate === target) {
			return candidate;
		}
	}

	if (userMax === 0) {
		return undefined;
	}

	let best;
	let bestDist = Number.POSITIVE_INFINITY;
	const seen = new Set();

	for (const candidate of candidates) {
		if (seen.has(candidate)) {
			continue;
		}

		seen.add(candidate);

		const lengthDiff = Math.abs(candidate.length - targetLength);
		if (lengthDiff >= bestDist) {
			continue;
		}

		if (userMax !== undefined && lengthDiff > userMax) {
			continue;
		}

		const cap = Number.isFinite(bestDist)
			? (userMax === undefined ? bestDist : Math.min(bestDist, userMax))
			: userMax;

		const distance = cap === undefined
			? leven(target, candidate)
			: leven(target, candidate, {maxDistance: cap});

		// Skip candidates that exceed the user's maximum distance
		if (userMax !== undefined && distance > userMax) {
			continue;
		}

		// If we got a capped result that equals the cap, we need the actual distance
		// for accurate comparison, but only if the cap was due to userMax
		let actualD = distance;
		if (cap !== undefined && distance === cap && cap === userMax) {
			actualD = leven(target, candidate);
		}

		if (actualD < bestDist) {
			bestDist = actualD;
			best = candidate;
			if (bestDist === 0) {
				break;
			}
		}
	}

	if (userMax !== undefined && bestDist > userMax) {
		return undefined;
	}

	return best;
}

;// CONCATENATED MODULE: ./build/action/inputs/catalog.js
/** What the action can do, as the input `operation` names it. */
const OPERATIONS = [
    'list',
    'get',
    'create',
    'delete',
    'wait-ready',
    'prune',
    'require-fresh',
];
/**
 * Every input, and the operations that use it. What an operation does not use is refused: an input that is silently
 * ignored, such as a `protect` given to the wrong operation, can cost somebody's data. A contract test checks that
 * `action.yml` and the README say the same.
 */
const INPUTS = {
    operation: OPERATIONS,
    'api-key': OPERATIONS,
    username: OPERATIONS,
    password: OPERATIONS,
    'api-url': OPERATIONS,
    cluster: OPERATIONS,
    namespace: OPERATIONS,
    'snapshot-id': ['get', 'delete', 'wait-ready'],
    'source-vm': ['list', 'create', 'prune', 'require-fresh'],
    name: ['create'],
    match: ['list', 'prune', 'require-fresh'],
    ready: ['list'],
    'older-than': ['list', 'prune'],
    'newer-than': ['list', 'require-fresh'],
    wait: ['create', 'delete', 'prune'],
    timeout: ['create', 'delete', 'wait-ready', 'prune'],
    'poll-interval': ['create', 'delete', 'wait-ready', 'prune'],
    'if-exists': ['create'],
    'if-missing': ['get', 'delete'],
    'if-none': ['list', 'prune'],
    'dry-run': ['delete', 'prune'],
    protect: ['prune'],
    'keep-last': ['prune'],
    'keep-hourly': ['prune'],
    'keep-daily': ['prune'],
    'keep-weekly': ['prune'],
    'keep-monthly': ['prune'],
    'keep-yearly': ['prune'],
    'keep-within': ['prune'],
    'keep-within-hourly': ['prune'],
    'keep-within-daily': ['prune'],
    'keep-within-weekly': ['prune'],
    'keep-within-monthly': ['prune'],
    'keep-within-yearly': ['prune'],
    'unready-older-than': ['prune'],
    'max-deletes': ['prune'],
    'job-summary': OPERATIONS,
};
/** All names of inputs, in the order of the catalogue. */
const INPUT_NAMES = Object.keys(INPUTS);
/**
 * Inputs for which an empty text differs from "not set": a missing secret or variable gives an empty text, and so does the
 * output of a step that was skipped. The runner also passes an empty text for an input that is not set; so their default
 * in `action.yml` is a space.
 */
const BLANK_BY_DEFAULT = [
    'api-key',
    'username',
    'password',
    'snapshot-id',
    'source-vm',
    'match',
];
/** Whether an operation uses an input. */
function isUsedBy(input, operation) {
    return INPUTS[input].includes(operation);
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __nccwpck_require__(6);
;// CONCATENATED MODULE: ./build/action/inputs/text.js

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;
/** How a list is separated, for messages to people. */
const SEPARATORS = 'separate several by line breaks or commas';
/**
 * What no name holds, but a list with a wrong separator does, and so do a glob, a broken JSON array and a paste: read as
 * one name, each would fit nothing. The first that is found is reported.
 */
const NEVER_IN_NAMES = [
    [/\$\{\{/, 'a name; this is an expression that GitHub has not evaluated'],
    [/^-(?:\s|$)/, `names without "- ", as this is a text and not a YAML list: ${SEPARATORS}`],
    [/\s/, `names without spaces: ${SEPARATORS}`],
    [/;/, `names without semicolons: ${SEPARATORS}`],
    [/[|；，、]/, `names without bars and commas of other scripts: ${SEPARATORS}`],
    [/\p{Cf}/u, 'names without invisible characters: type it instead of pasting it'],
    [/[*?[\]{}"'`´„“”‘’]/, 'plain names without globs, brackets or quotes'],
    [/[$%\\]/, 'plain names without $, % or backslashes, as no shell reads them'],
];
/** Whether a text holds what no name and no word does, such as a line break. */
function hasControlCharacter(text) {
    return CONTROL_CHARACTERS.test(text);
}
/** What is accepted instead of a text that cannot be a name, as words after "accepted is …"; null if it can be one. */
function acceptedInsteadOf(name) {
    return NEVER_IN_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
/** The items between line breaks or commas, or those of a JSON array of texts; without empty items and without repeats. */
function splitList(text) {
    // Trimmed of a byte order mark too, which some tools write before JSON.
    const trimmed = text.trim();
    const items = parseJsonList(trimmed) ?? trimmed.split(/[\r\n,]/);
    return Array.from(new Set(items.map((item) => item.trim()).filter((item) => item !== '')));
}
function parseJsonList(text) {
    if (!text.startsWith('['))
        return null;
    try {
        const value = JSON.parse(text);
        return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
    }
    catch {
        return null;
    }
}
/** A whole number of at least 0; null if the text is anything else. */
function toWholeNumber(text) {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(number) ? number : null;
}
/** A value as a fault shows it. */
function quote(value) {
    return JSON.stringify(shorten(value, MAX_SHOWN_CHARACTERS));
}

;// CONCATENATED MODULE: ./build/action/inputs/globs.js



/** What the globs of an input are of. */
function subjectOf(input) {
    return input === 'source-vm' ? 'vm' : 'id';
}
const GLOB_FORMS = 'a name in which * stands for any characters, ? for one, and [a-c] for one of some';
/** What {@link isGlob} accepts, for messages to people about one that it does not. */
function formsInsteadOf(glob) {
    if (/[\s;]/.test(glob))
        return `${GLOB_FORMS}; ${SEPARATORS}`;
    return /^\p{ASCII}*$/u.test(glob)
        ? GLOB_FORMS
        : `${GLOB_FORMS}, without letters and signs of other alphabets`;
}
/** What names hold; `^` and `$` only to tell of a regular expression. Ids are Kubernetes' names, and so ASCII. */
const GLOBS = {
    id: globOf('\\w.:-'),
    vm: globOf('\\p{L}\\p{M}\\p{N}_.:-'),
};
/** It would fit names of one character alone; more likely it is a list. */
const LONE_CLASS = /^\[[^\]]*\]$/;
const REGULAR_EXPRESSION = /^\^|\$$|\.\*/;
const CLASSES = /\[[!^]?([^\]]*)\]/g;
// Those in a class stand for themselves: the next bracket after them closes it.
const STARS = /\*+(?![^[\]]*\])/;
const RANGES = /(.)-(.)/gu;
function globOf(characters) {
    return new RegExp(`^(?:[*?$^${characters}]|\\[[!^]?[${characters}]+\\])+$`, 'u');
}
/**
 * Whether a glob means what a reader expects. Negations, braces and the like are refused: in a list where any glob may
 * fit, `!prod-*` would fit nearly everything. So is what no name holds, such as a wrong separator, a quote or a letter of
 * another script that looks the same: such a glob fits nothing, and protects nothing.
 */
function isGlob(text, subject) {
    if (!GLOBS[subject].test(text) || LONE_CLASS.test(text))
        return false;
    return Array.from(text.matchAll(CLASSES))
        .flatMap(([, inside = '']) => Array.from(inside.matchAll(RANGES)))
        .every(([, from = '', to = '']) => from <= to);
}
/** Whether a glob is more likely meant as a regular expression: it begins with `^`, ends with `$` or holds `.*`. */
function looksLikeRegularExpression(glob) {
    return REGULAR_EXPRESSION.test(glob);
}
/**
 * A test for names that fit at least one of the globs. A star crosses dots and slashes, as in a shell's `case`. A text
 * that is too long to be a name fits none.
 *
 * @param ignoreCase for globs that protect: generated names are lower case, whatever the VM's is
 */
function compileGlobs(globs, ignoreCase = false) {
    const compiled = globs.map((glob) => compilePieces(glob, ignoreCase ? 'i' : ''));
    return (name) => name.length <= MAX_NAME_LENGTH && compiled.some((pieces) => fitOneAfterAnother(pieces, name));
}
/**
 * What is between the stars of a glob: what stands before the first star fits at the start of a name only, and what stands
 * after the last one at its end. Where a glob begins or ends with a star, there is nothing to fit.
 */
function compilePieces(glob, flags) {
    const pieces = glob.split(STARS);
    return pieces.flatMap((piece, index) => {
        if (piece === '')
            return [];
        const start = index === 0 ? '^' : '';
        const end = index === pieces.length - 1 ? '$' : '';
        return [new RegExp(`${start}${toSource(piece)}${end}`, flags)];
    });
}
/** The regular expression of a piece without stars, which always fits the same number of characters. */
function toSource(piece) {
    // picomatch knows only one of the two signs by which a shell excludes characters.
    const posixPiece = piece.replaceAll('[!', '[^');
    return picomatch.makeRe(posixPiece, {
        contains: true,
        // The fast path escapes only the first of two equal characters, such as `$$`.
        fastpaths: false,
        dot: true,
        // A class of one character would fit its own brackets too.
        literalBrackets: false,
        nobrace: true,
        noext: true,
        nonegate: true,
        strictSlashes: true,
    }).source;
}
/**
 * Each piece takes the first place after the one before, and no other is tried: since its length is always the same, a
 * later place would only leave less for the rest. One regular expression of the whole glob would try them all, and
 * somebody can make names on which that takes minutes.
 */
function fitOneAfterAnother(pieces, name) {
    let rest = name;
    for (const piece of pieces) {
        const found = piece.exec(rest);
        if (found === null)
            return false;
        rest = rest.slice(found.index + found[0].length);
    }
    return true;
}

;// CONCATENATED MODULE: ./build/action/inputs/input-reader.js





const ONE_NAME = 'one plain name, without spaces, commas, quotes, globs and expressions';
const WHOLE_NUMBER = 'a whole number of at least 0';
const BOOLEANS = new Map([
    ['true', true],
    ['false', false],
]);
/** The most letters that may be wrong in a name: with more, another word would be suggested. */
const maxMisspelt = (name) => Math.min(3, Math.floor((name.length + 1) / 3));
/**
 * Reads a step's inputs one by one and collects every fault, so that all can be mended in one go. A faulty input
 * reads as if it were not set; nothing read may be used while there are faults.
 */
class InputReader {
    /** As it was given: the inputs, and what stands in for one that is not set. */
    environment;
    /** By names in upper case: on Windows, a variable is the same in any. One that is so already wins. */
    #variables;
    #faults = new Set();
    #notices = [];
    #redact;
    /** @param redact takes secrets out of a text before a fault quotes, and so may cut, it */
    constructor(environment, redact = (text) => text) {
        this.#redact = redact;
        this.environment = environment;
        const inUpperCase = Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]);
        this.#variables = { ...Object.fromEntries(inUpperCase), ...environment };
    }
    /** What is wrong with the inputs read so far, a sentence each. */
    get faults() {
        return Array.from(this.#faults);
    }
    /** What is accepted, and may yet be meant otherwise, a sentence each. */
    get notices() {
        return this.#notices;
    }
    /** Adds what is wrong with several inputs together, in a sentence. */
    addFault(fault) {
        this.#faults.add(fault);
    }
    /** Adds what people should know before the operation begins, in a sentence. */
    addNotice(notice) {
        this.#notices.push(notice);
    }
    /** What the step is to do, as it says itself. */
    get operation() {
        return this.raw('operation').trim();
    }
    /** The text of an input as the runner hands it over; empty if it is not set. */
    raw(input) {
        return this.#variables[variableOf(input)] ?? '';
    }
    /** Whether there is more than white space. */
    isSet(input) {
        return this.raw(input).trim() !== '';
    }
    /** Whether the step sets it to an empty text; known only for the inputs of which the catalogue says so. */
    isEmptied(input) {
        return BLANK_BY_DEFAULT.includes(input) && this.#variables[variableOf(input)] === '';
    }
    /**
     * Whether the step sets it to an empty text, as a variable that is not there does. Known only where the defaults of
     * `action.yml` come along: by hand, somebody may pass an empty text for all that is not set.
     */
    isSurelyEmptied(input) {
        const areDefaultsThere = BLANK_BY_DEFAULT.some((other) => this.raw(other) !== '' && !this.isSet(other));
        return areDefaultsThere && this.isEmptied(input);
    }
    /** One line of text, trimmed; null if it is not set. */
    text(input) {
        const text = this.raw(input).trim();
        if (text === '')
            return null;
        if (hasControlCharacter(text))
            return this.#refuse(input, text, 'one line of text without control characters');
        return text;
    }
    /** Adds a fault if an input that the operation needs is not set. */
    requireSet(input) {
        if (!this.isSet(input))
            this.#refuseMissing(input);
    }
    /** The name of one thing; null if it is not set. */
    name(input) {
        const name = this.text(input);
        if (name === null || (acceptedInsteadOf(name) === null && !name.includes(',')))
            return name;
        return this.#refuse(input, name, ONE_NAME);
    }
    /** The name of one thing, which the operation needs. */
    requiredName(input) {
        this.requireSet(input);
        return this.name(input) ?? '';
    }
    /** Separated by line breaks or commas, or a JSON array as the outputs of this action are; no repeats. */
    list(input) {
        const items = splitList(this.raw(input));
        const broken = items.filter(hasControlCharacter);
        for (const item of broken)
            this.#refuse(input, item, 'texts without control characters');
        return broken.length > 0 ? [] : items;
    }
    /** Names of things that there are, or are to be; the operation needs one at least. */
    requiredNames(input) {
        const faultsBefore = this.#faults.size;
        const names = this.list(input);
        for (const name of names) {
            const accepted = acceptedInsteadOf(name);
            if (accepted !== null)
                this.#refuse(input, name, accepted);
        }
        if (this.#faults.size > faultsBefore)
            return [];
        if (names.length === 0)
            this.#refuseMissing(input);
        return names;
    }
    /** A test for names that fit one of the globs; null if none is given. */
    globs(input, ignoreCase = false) {
        const globs = this.list(input);
        const broken = globs.filter((glob) => !isGlob(glob, subjectOf(input)));
        for (const glob of broken)
            this.#refuse(input, glob, formsInsteadOf(glob));
        // Taken for no condition at all, it would fit everything.
        if (globs.length === 0 && this.isSet(input))
            this.#refuse(input, this.raw(input), formsInsteadOf(''));
        for (const glob of globs.filter(looksLikeRegularExpression)) {
            this.addNotice(`\`${input}\` is ${quote(this.#redact(glob))}, which looks like a regular expression. It is read as a glob: * stands for any characters, and ^, $ and . for themselves.`);
        }
        return globs.length === 0 || broken.length > 0 ? null : compileGlobs(globs, ignoreCase);
    }
    /** One of some words; null if it is not set. */
    choice(input, choices) {
        const accepted = choices.join(' or ');
        return this.#parse(input, accepted, (text) => choices.find((choice) => choice === text) ?? null);
    }
    /** True or false in any case; null if it is not set. */
    boolean(input) {
        return this.#parse(input, 'true or false', (text) => BOOLEANS.get(text.toLowerCase()) ?? null);
    }
    /** The length of a wait in milliseconds; null if it is not set. */
    durationMs(input) {
        const isBare = /^\d+$/.test(this.raw(input).trim());
        const accepted = isBare ? `a number with a unit: ${DURATION_FORMS}` : DURATION_FORMS;
        return this.#parse(input, accepted, parseDurationMs);
    }
    /** The age of a snapshot in milliseconds; null if it is not set. `m` is refused, as it may be meant as months. */
    ageMs(input) {
        const text = this.text(input);
        if (text === null || !mayMeanMonths(text))
            return this.durationMs(input);
        this.addFault(`\`${input}\` is ${quote(this.#redact(text))}; \`m\` could mean minutes or months here: write 90min, or days such as 180d.`);
        return null;
    }
    /** At least 0; null if it is not set. */
    wholeNumber(input) {
        return this.#parse(input, WHOLE_NUMBER, toWholeNumber);
    }
    /** A whole number, or infinity for `unlimited`; null if it is not set. */
    count(input) {
        return this.#parse(input, `${WHOLE_NUMBER}, or unlimited`, (text) => text.toLowerCase() === 'unlimited' ? Number.POSITIVE_INFINITY : toWholeNumber(text));
    }
    /** Adds a fault for everything that is set and that the operation does not use, unknown names included. */
    refuseUnused(operation) {
        const accepted = INPUT_NAMES.filter((input) => isUsedBy(input, operation));
        const unused = INPUT_NAMES.filter((input) => this.isSet(input) && !accepted.includes(input));
        for (const input of unused)
            this.addFault(`\`${input}\` is not used by ${operation}.`);
        this.refuseUnknown(accepted, operation);
    }
    /** Adds a fault for every name that is no input's: with the one that is likely meant, or else with all. */
    refuseUnknown(accepted, acceptedBy) {
        for (const name of this.#unknownNames()) {
            const meant = closestMatch(name, accepted, { maxDistance: maxMisspelt(name) });
            const hint = meant ? `did you mean \`${meant}\`?` : `${acceptedBy} accepts ${accepted.join(', ')}.`;
            this.addFault(`\`${name}\` is not an input of this action; ${hint}`);
        }
    }
    /** The variables of inputs that no input reads, as a step would name them. */
    #unknownNames() {
        const known = new Set(INPUT_NAMES.map(variableOf));
        const isRead = (variable, value) => known.has(variable.toUpperCase()) && this.#variables[variable.toUpperCase()] === value;
        return Object.entries(this.environment)
            .filter(([variable, value]) => variable.startsWith('INPUT_') && value?.trim() && !isRead(variable, value))
            .map(([variable]) => {
            const name = variable.slice('INPUT_'.length);
            return variable === variableOf(name) ? name.toLowerCase() : variable;
        });
    }
    /** One line of text as `parse` reads it; what it reads as null is a fault. */
    #parse(input, accepted, parse) {
        const text = this.text(input);
        return text === null ? null : (parse(text) ?? this.#refuse(input, text, accepted));
    }
    #refuse(input, value, accepted) {
        this.addFault(`\`${input}\` is ${quote(this.#redact(value))}; accepted is ${accepted}.`);
        return null;
    }
    #refuseMissing(input) {
        const notSet = this.isEmptied(input)
            ? 'set to an empty text: was the step skipped whose output it is, or did it find nothing?'
            : 'not set.';
        this.addFault(`\`${input}\` is required by ${this.operation}, and is ${this.isSet(input) ? 'empty.' : notSet}`);
    }
}
/** The runner's name for an input's variable (`core.getInput` reads the same). */
function variableOf(input) {
    return `INPUT_${input.toUpperCase()}`;
}

;// CONCATENATED MODULE: ./build/action/inputs/scope.js

/** What says which snapshots an operation is about. */
const SCOPE_INPUTS = ['cluster', 'namespace', 'source-vm', 'match', 'protect'];
const LIST_FILTERS = ['ready', 'older-than', 'newer-than'];
const scope_CREDENTIALS = ['api-key', 'username', 'password'];
/** All inputs that were given, but for credentials. */
function readConfiguration(reader) {
    return INPUT_NAMES.filter((name) => reader.isSet(name) && !scope_CREDENTIALS.includes(name)).map((name) => [
        name,
        textOf(name, reader),
    ]);
}
/** The inputs that say which snapshots an operation is about. */
function readScope(operation, reader) {
    const names = operation === 'prune' ? SCOPE_INPUTS : [...SCOPE_INPUTS, ...LIST_FILTERS];
    return names.flatMap((name) => {
        if (reader.isSet(name))
            return [[name, textOf(name, reader)]];
        return name === 'cluster' || name === 'namespace' ? [[name, null]] : [];
    });
}
/** A scope in words, such as `Cluster Msc1, namespace any, source-vm web-*`. */
function describeScope(scope, quote = (text) => text) {
    const words = scope.map(([name, text]) => `${name} ${text === null ? 'any' : quote(text)}`).join(', ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
function textOf(name, reader) {
    return reader
        .raw(name)
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(', ');
}

;// CONCATENATED MODULE: ./build/action/inputs/parse-inputs.js









const DEFAULT_TIMEOUT_MS = HOUR_MS;
const DEFAULT_POLL_INTERVAL_MS = 30_000;
/**
 * Turns a step's inputs into a request in which a wrong combination cannot be written.
 *
 * @param placeholderValues what a name template may use in addition to the VM
 * @throws InputError with every fault found
 */
function parseInputs(reader, placeholderValues) {
    const operation = reader.choice('operation', OPERATIONS);
    if (operation === null) {
        if (reader.faults.length === 0)
            reader.addFault(`\`operation\` is required; accepted is ${OPERATIONS.join(', ')}.`);
        reader.refuseUnknown(INPUT_NAMES, 'it');
        throw new errors/* InputError */.dz(reader.faults);
    }
    reader.refuseUnused(operation);
    const connection = readConnection(reader);
    const wantsSummary = reader.boolean('job-summary') ?? true;
    const request = readRequest(operation, reader, placeholderValues);
    if (reader.faults.length > 0 || connection === null)
        throw new errors/* InputError */.dz(reader.faults);
    return { request, connection, wantsSummary, notices: reader.notices };
}
function readRequest(operation, reader, placeholderValues) {
    switch (operation) {
        case 'list':
            return { operation, ...parse_inputs_readList(reader) };
        case 'get':
            return { operation, ...readGet(reader) };
        case 'create':
            return { operation, ...readCreate(reader, placeholderValues) };
        case 'delete':
            return { operation, ...readDelete(reader) };
        case 'wait-ready':
            return { operation, ...readSelection(reader), wait: readWaitSettings(reader) };
        case 'prune':
            return { operation, ...readPrune(reader) };
        case 'require-fresh':
            return { operation, ...readRequireFresh(reader) };
    }
}
function readTarget(reader) {
    return { cluster: reader.requiredName('cluster'), namespace: reader.requiredName('namespace') };
}
/** Snapshots by their ids. */
function readSelection(reader) {
    return { target: readTarget(reader), ids: reader.requiredNames('snapshot-id') };
}
function parse_inputs_readList(reader) {
    const olderThanMs = reader.ageMs('older-than');
    const newerThanMs = reader.ageMs('newer-than');
    if (olderThanMs !== null && newerThanMs !== null && olderThanMs >= newerThanMs) {
        reader.addFault(`Nothing is both older than ${formatDuration(olderThanMs)} (\`older-than\`) and newer than ${formatDuration(newerThanMs)} (\`newer-than\`).`);
    }
    for (const notice of emptiedGlobs(reader, ['match', 'source-vm']))
        reader.addNotice(notice);
    return {
        cluster: reader.name('cluster'),
        filter: {
            namespace: reader.name('namespace'),
            matchesId: reader.globs('match'),
            matchesSourceVm: reader.globs('source-vm'),
            ready: reader.boolean('ready'),
            olderThanMs,
            newerThanMs,
        },
        scopeWords: describeScope(readScope('list', reader)),
        failIfNone: readFailIfNone(reader),
    };
}
function readFailIfNone(reader) {
    return reader.choice('if-none', ['ignore', 'fail']) === 'fail';
}
function readGet(reader) {
    return {
        ...readSelection(reader),
        ifMissing: reader.choice('if-missing', ['fail', 'ignore']) ?? 'fail',
    };
}
function readCreate(reader, placeholderValues) {
    return {
        target: readTarget(reader),
        requests: readNames(reader, placeholderValues),
        ifExists: reader.choice('if-exists', ['fail', 'reuse']) ?? 'fail',
        wait: readOptionalWait(reader),
    };
}
function readNames(reader, placeholderValues) {
    const template = reader.text('name') ?? DEFAULT_NAME_TEMPLATE;
    const naming = nameSnapshots(template, reader.requiredNames('source-vm'), placeholderValues);
    if (!naming.ok) {
        for (const fault of naming.faults)
            reader.addFault(`\`name\` is ${JSON.stringify(template)}: ${fault}.`);
        return [];
    }
    for (const notice of naming.notices)
        reader.addNotice(notice);
    return naming.named;
}
function readDelete(reader) {
    const dryRun = reader.boolean('dry-run') ?? false;
    const wait = readOptionalWait(reader);
    const what = readGet(reader);
    return dryRun ? { ...what, dryRun } : { ...what, dryRun, wait };
}
/** Reads what `prune` is asked for; what is wrong with it is among the faults of the reader. */
function readPrune(reader) {
    const scope = { matchesId: reader.globs('match'), matchesSourceVm: reader.globs('source-vm') };
    if (!reader.isSet('match') && !reader.isSet('source-vm')) {
        reader.addFault('`source-vm` or `match` is required by prune; `*` stands for all, if that is meant.');
    }
    for (const fault of emptiedGlobs(reader, ['match', 'source-vm']))
        reader.addFault(fault);
    const policy = readPolicy(reader);
    return {
        target: readTarget(reader),
        scope,
        isProtected: reader.globs('protect', true) ?? (() => false),
        globs: ['match', 'source-vm', 'protect'].flatMap((input) => readGivenGlobs(input, reader)),
        policy,
        scopeWords: describeScope(readScope('prune', reader)),
        maxDeletes: reader.wholeNumber('max-deletes'),
        failIfNone: readFailIfNone(reader),
        dryRun: reader.boolean('dry-run') ?? false,
        wait: readOptionalWait(reader),
    };
}
function readRequireFresh(reader) {
    reader.requireSet('newer-than');
    for (const notice of emptiedGlobs(reader, ['match']))
        reader.addNotice(notice);
    return {
        target: readTarget(reader),
        sourceVms: reader.requiredNames('source-vm'),
        matchesId: reader.globs('match'),
        newerThanMs: reader.ageMs('newer-than') ?? 0,
    };
}
/** A variable that is not there must not widen what an operation is about without a word. */
function emptiedGlobs(reader, inputs) {
    return inputs
        .filter((input) => reader.isSurelyEmptied(input))
        .map((input) => `\`${input}\` is set to an empty text, which limits nothing: is the variable there? \`*\` stands for all, if that is meant.`);
}
function readGivenGlobs(input, reader) {
    return reader
        .list(input)
        .filter((glob) => isGlob(glob, subjectOf(input)))
        .map((glob) => ({ input, glob, fits: compileGlobs([glob], input === 'protect') }));
}
function readPolicy(reader) {
    const faultsBefore = reader.faults.length;
    const policy = Object.fromEntries([
        ...COUNT_RULES.map(({ input, field }) => [field, reader.count(input) ?? undefined]),
        ...DURATION_RULES.map(({ input, field }) => [field, reader.ageMs(input) ?? undefined]),
    ]);
    // A rule that could not be read is missing from the policy, so what it lacks now would be no news.
    if (reader.faults.length === faultsBefore)
        for (const fault of policyFaults(policy))
            reader.addFault(fault);
    return policy;
}
function readOptionalWait(reader) {
    const wait = reader.boolean('wait');
    if (wait === true)
        return readWaitSettings(reader);
    // What could not be read may be meant as true.
    if (wait === null && reader.isSet('wait'))
        return null;
    for (const input of ['timeout', 'poll-interval']) {
        if (reader.isSet(input))
            reader.addFault(`\`${input}\` is used by ${reader.operation} only together with \`wait: true\`.`);
    }
    return null;
}
function readWaitSettings(reader) {
    return {
        timeoutMs: reader.durationMs('timeout') ?? DEFAULT_TIMEOUT_MS,
        pollIntervalMs: reader.durationMs('poll-interval') ?? DEFAULT_POLL_INTERVAL_MS,
    };
}

;// CONCATENATED MODULE: ./build/action/outputs/outputs.js


/** The outputs of an operation that ended before it knew anything. */
const NO_OUTPUTS = {
    snapshots: '[]',
    'snapshot-ids': '[]',
    'snapshot-id': '',
    count: '0',
    ready: '',
    created: '',
    'kept-ids': '',
    'failed-ids': '[]',
    'missing-ids': '',
    'snapshots-file': '',
};
/** The action's outputs. `action.yml` and the README name the same, which a contract test holds them to. */
const OUTPUT_NAMES = Object.keys(NO_OUTPUTS);
/** The outputs that grow with the number of snapshots. */
const LIST_NAMES = ['snapshots', 'snapshot-ids', 'kept-ids', 'failed-ids', 'missing-ids'];
/** The runner accepts 1 MB of outputs a job, counted in UTF-16. */
const MAX_CODE_UNITS = 450_000;
/**
 * The outputs of a result. Those that mean nothing for its operation are empty. If all together would be too large for
 * the runner, the largest list is left empty, then the next one, until the rest fits.
 *
 * @param snapshotsLength the length of the snapshots' JSON in UTF-16 code units, so that a text that is too long
 * need not be made again
 */
function toOutputs(result, snapshotsFile, snapshotsLength) {
    const { operation, snapshots, failures } = result;
    const isTooLong = snapshotsLength > MAX_CODE_UNITS;
    const ids = idsOf(snapshots);
    const isPrune = operation === 'prune';
    const outputs = {
        snapshots: isTooLong ? '' : JSON.stringify(snapshots),
        'snapshot-ids': JSON.stringify(ids),
        'snapshot-id': ids[0] ?? '',
        count: String(snapshots.length),
        ready: isPrune || operation === 'delete' ? '' : String(failures.length === 0 && areReady(snapshots)),
        created: operation === 'create' ? String(result.created) : '',
        'kept-ids': isPrune
            ? JSON.stringify([...idsOf(keptOf(result.plan).map(({ snapshot }) => snapshot)), ...result.sparedIds])
            : '',
        'failed-ids': JSON.stringify(failures.map(({ id }) => id)),
        'missing-ids': 'missingIds' in result ? JSON.stringify(result.missingIds) : '',
        'snapshots-file': snapshotsFile,
    };
    const cutLists = listsToCut(outputs);
    return {
        outputs: { ...outputs, ...Object.fromEntries(cutLists.map((name) => [name, ''])) },
        cutLists: isTooLong ? ['snapshots', ...cutLists] : cutLists,
    };
}
/** The fewest lists without which the rest fits, the largest first. */
function listsToCut(outputs) {
    const largestFirst = LIST_NAMES.filter((name) => outputs[name] !== '').toSorted((left, right) => outputs[right].length - outputs[left].length);
    const cutLists = [];
    let length = Object.values(outputs).reduce((sum, text) => sum + text.length, 0);
    for (const name of largestFirst) {
        if (length <= MAX_CODE_UNITS)
            break;
        cutLists.push(name);
        length -= outputs[name].length;
    }
    return cutLists;
}
/** Whether there is at least one snapshot and every one can be restored. */
function areReady(snapshots) {
    return snapshots.length > 0 && snapshots.every(({ readyToUse }) => readyToUse === true);
}

;// CONCATENATED MODULE: ./build/action/messages/conclusion.js



/** The last line of a step that succeeded: what it did, and to which. A prune has just listed them. */
function lastLineOf(result) {
    const outcome = conclusion_outcomeOf(result);
    if (result.operation === 'prune')
        return `${outcome}.`;
    const ids = idsOf(result.snapshots);
    return ids.length === 0 ? `${outcome}.` : `${outcome}: ${describeNames(ids)}.`;
}
/** What an operation that succeeded did, in a few words. */
function conclusion_outcomeOf(result) {
    const snapshots = countOf(result.snapshots.length, 'snapshot');
    switch (result.operation) {
        case 'list':
            return `Found ${snapshots}`;
        case 'get':
            return `Read ${snapshots}`;
        case 'create':
            return `${creationOf(result)}${areReady(result.snapshots) ? ', ready to be restored' : ''}`;
        case 'wait-ready':
            return `Ready to be restored: ${snapshots}`;
        case 'require-fresh':
            return `Fresh and ready to be restored: ${snapshots}`;
        case 'delete':
            return deletionOf(result);
        case 'prune': {
            const gone = result.goneIds.length === 0 ? '' : `, ${result.goneIds.length} gone already`;
            return `${deletionOf(result)}${gone}${result.dryRun ? ' and keep ' : ', kept '}${keptCount(result)}`;
        }
    }
}
/** What follows a creation whose snapshots nobody has waited for, as a sentence; nothing where there is nothing to say. */
function adviceOn({ operation, snapshots }) {
    return operation !== 'create' || snapshots.length === 0 || areReady(snapshots)
        ? []
        : [
            'Not ready yet: do not rely on it before a wait has ended well (`wait: true`, or the operation wait-ready).',
        ];
}
function creationOf({ snapshots, reusedIds }) {
    const reused = reusedIds.length;
    const made = countOf(snapshots.length - reused, 'snapshot');
    if (reused === 0)
        return `Created ${made}`;
    return reused === snapshots.length
        ? `Reused ${countOf(reused, 'snapshot')}`
        : `Created ${made} and reused ${reused}`;
}
/** A deletion that was accepted is not done: a snapshot may stay for minutes, and only a wait has seen it go. */
function deletionOf(result) {
    const count = result.snapshots.length - (result.operation === 'prune' ? result.goneIds.length : 0);
    const what = countOf(count, 'snapshot');
    if (result.dryRun)
        return `Dry run: would delete ${what}`;
    if (count === 0)
        return 'Nothing was deleted';
    return result.isAwaited ? `Deleted ${what}` : `Deletion of ${what} accepted`;
}
/** How many snapshots a prune keeps, with those that it spared. */
function keptCount({ plan, sparedIds }) {
    return plan.keptCount + sparedIds.length;
}
/** How far a step came, such as `2 of 3 made, 1 failed`; where nothing failed, `3 deletions accepted, 2 kept`. */
function conclusion_countsOf(result) {
    const failedIds = new Set(result.failures.map(({ id }) => id));
    const there = result.snapshots.length;
    const unfinished = idsOf(result.snapshots).filter((id) => failedIds.has(id)).length;
    const finished = there - unfinished;
    const failed = failedIds.size - unfinished;
    const tell = (done, total, words, unfinishedWords) => [
        `${failedIds.size > 0 ? `${done} of ${total}` : done} ${words}`,
        ...('reusedIds' in result ? ifAny(result.reusedIds.length, 'reused') : []),
        ...('goneIds' in result ? ifAny(result.goneIds.length, 'gone already') : []),
        ...ifAny(unfinished, unfinishedWords),
        ...ifAny(failed, 'failed'),
        ...(result.operation === 'prune' ? [`${keptCount(result)} kept`] : []),
    ].join(', ');
    switch (result.operation) {
        case 'list':
            return `${there} of ${result.listedCount} found`;
        case 'require-fresh':
            return `${result.vms.length - result.failures.length} of ${countOf(result.vms.length, 'VM')} fresh`;
        case 'get':
            return tell(finished, there + failed, 'read', 'failed');
        case 'wait-ready':
            return tell(finished, there, 'ready', 'failed');
        case 'create':
            return tell(there - result.reusedIds.length, there + failed, 'made', 'not seen to be ready');
        case 'delete':
            return tell(result.isAwaited ? finished : there, there + failed, deletionWords(result, there), 'may still be there');
        case 'prune': {
            const { plan, isRefused, isAwaited, goneIds, sparedIds } = result;
            if (isRefused)
                return `0 of ${plan.deletedCount} deleted, as nothing was sent`;
            const done = (isAwaited ? finished : there) - goneIds.length;
            return tell(done, plan.deletedCount - sparedIds.length, deletionWords(result, done), 'may still be there');
        }
    }
}
function ifAny(count, words) {
    return count > 0 ? [`${count} ${words}`] : [];
}
function deletionWords({ isAwaited, failures }, done) {
    if (isAwaited)
        return 'deleted';
    return done + failures.length === 1 ? 'deletion accepted' : 'deletions accepted';
}
/** The reasons for failures, equal ones once: that of the first, and of which others it is true as well. */
function groupFailures(failures) {
    const alike = Map.groupBy(failures, ({ id, message }) => message.replaceAll(`"${id}"`, '').replace(/ of VM "[^"]*"/, ''));
    return Array.from(alike.values(), ([first, ...others]) => {
        const message = first?.message ?? '';
        if (others.length === 0)
            return message;
        const names = others.map(({ id }) => `"${id}"`);
        // What may have been left behind is named in full: somebody has to look for it.
        const shown = /may (?:exist|be deleted)/.test(message) ? names.join(', ') : describeNames(names);
        return `${message} The same for ${others.length} more: ${shown}.`;
    });
}

;// CONCATENATED MODULE: ./build/action/messages/printable.js


// Control and format characters (bidirectional marks and zero-width ones among them), separators of lines and
// paragraphs, surrogates without a partner, and characters for private use: all that can hide or forge text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
// Either form of a runner command: `::name::` at the start of a line, and the legacy `##[name]` anywhere in it. Their
// search is one with that for the unprintable, as a plan may be told in 100,000 lines.
const UNSAFE_IN_LOG = new RegExp(String.raw `^\p{Zs}*:(?=:)|##(?=\[)|${UNPRINTABLE.source}`, 'gu');
const ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
// Texts are cut at what is the longest of an answer: a shorter cut could split a secret, which would then not be found.
/**
 * One line of text that is safe to write to a log. Whatever could break the line, hide a part of it, colour the
 * terminal, or be read by the runner as a command is written in a visible form.
 */
function toLogLine(text) {
    return shorten(text, MAX_TEXT_LENGTH).replace(UNSAFE_IN_LOG, (unsafe) => {
        if (unsafe === '##')
            return '# #';
        return unsafe.endsWith(':') ? `${unsafe} ` : escapeCharacter(unsafe);
    });
}
/** Replaces what cannot be seen by what can be, and cuts what nobody would read. */
function escapeUnprintable(text) {
    return shorten(text, MAX_TEXT_LENGTH).replace(UNPRINTABLE, escapeCharacter);
}
function escapeCharacter(character) {
    return ESCAPES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

;// CONCATENATED MODULE: ./build/action/messages/html.js



const HTML_ESCAPES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
/** What GitHub makes something of in plain text: mentions, references, emoji, addresses, and long hexadecimal numbers. */
const ALIVE = /[@#/]|:[\w+-]+:|\bGH-\d|[\da-f]{7}/i;
/** Rows of all tables of a summary together: far below the 1 MiB above which GitHub drops it whole. */
const MAX_ROWS = 500;
/** Text for HTML, on one line. */
function escapeHtml(text) {
    return escapeUnprintable(text).replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? character);
}
/**
 * Text for a cell or a paragraph of the job summary, which GitHub renders as Markdown with HTML. It is code, so that
 * neither Markdown nor a mention, a link or an image in it comes to life.
 */
function toHtmlCode(text) {
    return `<code>${escapeHtml(text)}</code>`;
}
/** A sentence to be read, in which only what it quotes as code, and what GitHub would bring to life, is code. */
function toHtmlSentence(text) {
    return escapeUnprintable(text)
        .split(/(`[^`]+`| )/)
        .map((word) => {
        if (/^`[^`]+`$/.test(word))
            return toHtmlCode(word.slice(1, -1));
        return ALIVE.test(word) ? toHtmlCode(word) : escapeHtml(word);
    })
        .join('');
}
/** Code, or a dash for what is unknown. */
function codeOrDash(text) {
    return text === null ? '–' : toHtmlCode(text);
}
/** How old a snapshot is, or a dash where there is none or its date is unknown. */
function ageOrDash(snapshot, nowMs) {
    const creationDate = snapshot?.creationDate ?? null;
    return creationDate === null ? '–' : describeAge(nowMs - millisecondsOf(creationDate));
}
/** A table on one line, of cells that are HTML already. */
function toHtmlTable(titles, rows) {
    const toRow = (tag, cells) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
    return `<table>${toRow('th', titles)}${rows.map((cells) => toRow('td', cells)).join('')}</table>`;
}
/** A list on one line, of the first so many sentences. */
function toHtmlList(sentences, maxItems) {
    const items = sentences.slice(0, maxItems).map((sentence) => `<li>${toHtmlSentence(sentence)}</li>`);
    const more = sentences.length - items.length;
    return `<ul>${items.join('')}${more > 0 ? `<li>and ${more} more, in the log</li>` : ''}</ul>`;
}

;// CONCATENATED MODULE: ./build/action/messages/prune-summary.js


const MAX_OPEN_GROUPS = 2;
/** Marks in the timeline of a group; longer timelines show their newest end. */
const MAX_MARKS = 60;
/** The plan of a prune and what became of it, a table for each source VM, as HTML blocks of one line each. */
function summarizePrune(result, nowMs) {
    const { plan } = result;
    const shown = firstRows(plan.groups);
    const shownRows = shown.reduce((sum, group) => sum + group.decisions.length, 0);
    const leftOut = plan.keptCount + plan.deletedCount - shownRows;
    const toFate = fatesOf(result);
    return [
        ...planLine(result),
        `<p>${toHtmlSentence(result.policy)}</p>`,
        ...shown.map((group) => renderGroup(group, toFate, nowMs, shown.length <= MAX_OPEN_GROUPS)),
        ...(leftOut > 0
            ? [`<p>${leftOut} more snapshots are left out here; the log holds every decision.</p>`]
            : []),
    ];
}
/** What became of each snapshot that a plan deletes. */
function fatesOf(result) {
    const { dryRun, isRefused, isAwaited, snapshots, failures, goneIds, sparedIds } = result;
    const isOnlyPlanned = dryRun || isRefused;
    const otherwise = isOnlyPlanned ? '✖ would be deleted' : '⚠️ may still be there';
    const done = isAwaited ? '✖ deleted' : '✖ deletion accepted';
    // Of several entries for an id the last one holds.
    const fates = new Map([
        ...(isOnlyPlanned ? [] : snapshots.map(({ id }) => [id, done])),
        ...failures.map(({ id }) => [id, otherwise]),
        ...goneIds.map((id) => [id, '✖ gone already']),
        ...sparedIds.map((id) => [id, '✔ kept']),
    ]);
    return ({ action, snapshot }) => (action === 'keep' ? '✔ kept' : (fates.get(snapshot.id) ?? otherwise));
}
/** What a plan that was not carried out would do. */
function planLine(result) {
    const counts = `${result.plan.deletedCount} would be deleted, ${keptCount(result)} kept`;
    if (result.dryRun)
        return [`<p>🔍 <strong>DRY RUN</strong>: ${counts}.</p>`];
    return result.isRefused ? [`<p><strong>Nothing was deleted.</strong> By the plan, ${counts}.</p>`] : [];
}
/** As many decisions as fit, group by group. */
function firstRows(groups) {
    let room = MAX_ROWS;
    return groups.flatMap((group) => {
        const decisions = group.decisions.slice(0, room);
        room -= decisions.length;
        return decisions.length > 0 ? [{ group, decisions }] : [];
    });
}
/** A group that can be folded; with many of them, they begin folded. */
function renderGroup({ group, decisions }, toFate, nowMs, isOpen) {
    const { sourceName, keptCount: kept, deletedCount } = group;
    const title = sourceName === null ? 'Without a source VM' : `VM ${toHtmlCode(sourceName)}`;
    const rows = decisions.map((decision) => [
        toFate(decision),
        codeOrDash(decision.snapshot.id),
        ageOrDash(decision.snapshot, nowMs),
        escapeHtml(decision.reasons.join(', ')),
    ]);
    return (`<details${isOpen ? ' open' : ''}><summary><strong>${title}</strong>: ${kept} to keep, ${deletedCount} to delete<br>${renderTimeline(group.decisions)}</summary>` +
        `${toHtmlTable(['Decision', 'Snapshot', 'Age', 'Why'], rows)}</details>`);
}
/** One mark for each snapshot, oldest first: a policy that went wrong shows at a glance. A phone breaks it at blanks. */
function renderTimeline(decisions) {
    const marks = decisions
        .slice(0, MAX_MARKS)
        .map(({ action }) => (action === 'keep' ? '✔' : '✖'))
        .reverse()
        .map((mark, index) => (index > 0 && index % 10 === 0 ? ` ${mark}` : mark))
        .join('');
    return `older ${decisions.length > MAX_MARKS ? '… ' : ''}${marks} newer`;
}

;// CONCATENATED MODULE: ./build/action/messages/job-summary.js







/** Of the whole summary, also where names are long; GitHub takes 1 MiB. */
const MAX_BYTES = 900_000;
const TOO_LONG = '<p>A part is left out here, because its names are too long; see the log.</p>';
const MAX_SENTENCES = 100;
const UNIT_BYTES = {
    '': 1,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};
/**
 * The job summary, as HTML blocks of one line each: GitHub reads neither Markdown nor mentions or links inside one,
 * and nothing that a name holds can end one.
 */
function renderSummary(facts) {
    const { result, failures, warnings, scope } = facts;
    const blocks = [
        `<h3>Denvr snapshots: ${toHtmlSentence(facts.title)}</h3>`,
        ...renderOutcome(facts),
        ...(failures.length > 0 ? [toHtmlList(failures, MAX_SENTENCES)] : []),
        ...(warnings.length > 0
            ? ['<p>⚠️ <strong>Warnings</strong></p>', toHtmlList(warnings, MAX_SENTENCES)]
            : []),
        ...(scope.length > 0 ? [`<p>${describeScope(scope, toHtmlCode)}</p>`] : []),
        ...(result === null ? [] : renderResult(result, facts.nowMs)),
        ...renderConfiguration(facts.configuration),
        `<p>${countOf(facts.requestCount, 'request')} in ${formatDuration(facts.durationMs)}</p>`,
    ];
    return withinLimit(blocks)
        .map((block) => `${block}\n\n`)
        .join('');
}
/** Names can be long enough to fill a summary by themselves: a block that does not fit is replaced by a word about it. */
function withinLimit(blocks) {
    let roomBytes = MAX_BYTES;
    return blocks.map((block) => {
        const sizeBytes = Buffer.byteLength(block) + '\n\n'.length;
        if (sizeBytes > roomBytes)
            return TOO_LONG;
        roomBytes -= sizeBytes;
        return block;
    });
}
function renderOutcome({ result, failures, total }) {
    if (failures.length > 0)
        return [`<p>✖ <strong>Failed</strong>${total === '' ? '.' : `: ${withBoldCount(total)}`}</p>`];
    // A plan that was only tried has an outcome of its own.
    if (result === null || (result.operation === 'prune' && result.dryRun))
        return [];
    const advice = adviceOn(result).map((sentence) => ` ⏳ ${toHtmlSentence(sentence)}`);
    return [`<p>✔ ${successOf(result)}.${advice.join('')}</p>`];
}
function successOf(result) {
    if (result.operation === 'prune')
        return withBoldCount(conclusion_countsOf(result));
    const isFiltered = result.operation === 'list' && result.listedCount > result.snapshots.length;
    return `${conclusion_outcomeOf(result)}${isFiltered ? ` (of ${result.listedCount})` : ''}`;
}
function withBoldCount(counts) {
    return escapeHtml(counts).replace(/^\d+/, '<strong>$&</strong>');
}
function renderConfiguration(configuration) {
    if (configuration.length === 0)
        return [];
    const items = configuration.map(([name, text]) => `<li>${toHtmlCode(name)}: ${codeOrDash(text)}</li>`);
    return [`<details><summary>Configuration</summary><ul>${items.join('')}</ul></details>`];
}
function renderResult(result, nowMs) {
    if (result.operation === 'prune')
        return summarizePrune(result, nowMs);
    if (result.operation === 'require-fresh')
        return [renderFreshness(result.vms, nowMs)];
    const failed = failedRows(result);
    const count = failed.length + result.snapshots.length;
    if (count === 0)
        return [];
    const shown = result.snapshots.slice(0, Math.max(0, MAX_ROWS - failed.length));
    const rows = [...failed, ...shown.map((snapshot) => toRow(snapshot, result, nowMs))];
    const more = count - MAX_ROWS;
    return [
        toHtmlTable(['State', 'Snapshot', 'VM', 'Age', 'Created', 'Size'], rows.slice(0, MAX_ROWS)),
        ...renderTotalSize(result.snapshots),
        ...(more > 0
            ? [`<p>${more} more are left out here; the file of <code>snapshots-file</code> holds all.</p>`]
            : []),
    ];
}
/**
 * The sum of sizes in Kubernetes' writing (`100Gi`), as `2.5 TiB` or `600 GiB`; nothing if one is not known or is
 * written in another way: the sum would be too small.
 */
function renderTotalSize(snapshots) {
    const bytes = snapshots.reduce((sum, { rootDiskSize }) => sum + toBytes(rootDiskSize), 0);
    if (Number.isNaN(bytes) || snapshots.length < 2)
        return [];
    const [unit, factor] = bytes >= UNIT_BYTES.Ti ? ['TiB', UNIT_BYTES.Ti] : ['GiB', UNIT_BYTES.Gi];
    return [`<p>Root disks together: ${Number((bytes / factor).toFixed(1))} ${unit}.</p>`];
}
function toBytes(size) {
    const [, count, unit = ''] = /^(\d+)([KMGT]i)?$/.exec(size ?? '') ?? [];
    return Number(count) * UNIT_BYTES[unit];
}
/** What there is no snapshot of: what could not be made or read, and what is not there. */
function failedRows(result) {
    const known = new Set(idsOf(result.snapshots));
    const missingIds = 'missingIds' in result ? result.missingIds : [];
    const failedIds = new Set(result.failures.map(({ id }) => id));
    const unknown = Array.from(failedIds).filter((id) => !known.has(id));
    return unknown.map((id) => [
        missingIds.includes(id) ? '✖ not there' : '✖ failed',
        toHtmlCode(id),
        ...['–', '–', '–', '–'],
    ]);
}
function toRow(snapshot, result, nowMs) {
    const { id, sourceName, creationDate, rootDiskSize } = snapshot;
    return [
        stateOf(snapshot, result),
        codeOrDash(id),
        codeOrDash(sourceName),
        ageOrDash(snapshot, nowMs),
        creationDate === null ? '–' : describeDate(creationDate, 'minute'),
        codeOrDash(rootDiskSize),
    ];
}
function stateOf(snapshot, result) {
    const isFailed = result.failures.some(({ id }) => id === snapshot.id);
    if (result.operation !== 'delete')
        return readinessOf(snapshot, isFailed, result);
    if (result.dryRun)
        return '🔍 would be deleted';
    if (isFailed)
        return '⏳ may still be there';
    return result.isAwaited ? '✔ deleted' : '✔ deletion accepted';
}
function readinessOf({ id, readyToUse }, isFailed, result) {
    const reused = 'reusedIds' in result && result.reusedIds.includes(id ?? '') ? ', reused' : '';
    if (isFailed)
        return `✖ ${readyToUse === false ? 'not ready' : 'failed'}${reused}`;
    if (readyToUse === null)
        return `❔ unknown${reused}`;
    return `${readyToUse ? '✔ ready' : '⏳ not ready'}${reused}`;
}
/** A row for each VM that is to have a fresh snapshot, those that have none first, as HTML on one line. */
function renderFreshness(vms, nowMs) {
    const rows = vms
        .toSorted((left, right) => Number(left.failure === null) - Number(right.failure === null))
        .map((vm) => [
        freshnessOf(vm),
        toHtmlCode(vm.sourceVm),
        codeOrDash(vm.newest?.id ?? null),
        ageOrDash(vm.newest, nowMs),
        codeOrDash(vm.older?.id ?? null),
        ageOrDash(vm.older, nowMs),
    ]);
    return toHtmlTable(['State', 'VM', 'Newest good snapshot', 'Age', 'Next older', 'Age'], rows);
}
function freshnessOf({ failure, newest }) {
    if (failure === null)
        return '✔ fresh';
    return newest === null ? '✖ none' : '✖ too old';
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./build/action/messages/log.js



/** Every failure is a line of the log, but nobody reads thousands. */
const MAX_FAILURE_LINES = 50;
/**
 * A log whose lines cannot be read by the runner as commands, and hold no secrets.
 *
 * @param warnings gets every warning as well
 */
function createLog(secrets, warnings) {
    const toLine = (text) => toLogLine(secrets.redact(text));
    return {
        debug: (line) => core_debug(toLine(line)),
        info: (lines) => info([lines].flat().map(toLine).join(external_node_os_namespaceObject.EOL)),
        warning: (line) => {
            warnings.push(secrets.redact(line));
            warning(toLine(line));
        },
    };
}
/**
 * Tells why the step fails. GitHub shows the first ten errors of a step, so the total comes first.
 *
 * @param total how far the step came; empty where the only failure says all
 */
function reportFailure(failures, total, secrets) {
    const more = failures.length - MAX_FAILURE_LINES;
    const lines = [
        ...(total === '' ? [] : [total]),
        ...failures.slice(0, MAX_FAILURE_LINES),
        ...(more > 0 ? [`${more} more are not shown here.`] : []),
    ];
    for (const line of lines)
        error(toLogLine(secrets.redact(line)));
}

;// CONCATENATED MODULE: ./build/action/messages/secrets.js


/** Shorter secrets occur in ordinary words; the runner still masks them in the log. */
const MIN_REDACTED_LENGTH = 6;
const REDACTED = '***';
/** A longer one, which only a hostile server gives out, would fill the memory with its forms. */
const MAX_LENGTH_OF_FORMS = 65_536;
const ESCAPED_BY_DOT_NET = /["&'+<>\\`]/g;
/** The characters that Go and .NET write by name in HTML; they write all others as numbers. */
const NAMED_IN_HTML = ['', '&<>', '&<>"'];
/** Characters that are not escaped in URLs, besides letters, digits and `-._`: by JavaScript, RFC 3986, .NET, forms. */
const KEPT_IN_URLS = ["!'()*~", '~', '!()*', '*'];
const HEXADECIMAL = /%[\dA-F]{2}|\\u[\dA-F]{4}|&#x[\dA-F]+;/g;
/**
 * What must never be shown. The runner masks it in the log; files and whatever is written before the mask holds are
 * the action's own business, so every text that leaves the action passes here too.
 */
class Secrets {
    /** The secrets as they are, and as they look within JSON, HTML, URLs and base64. */
    #forms = [];
    #masked = new Set();
    /** Must be called before anything else is logged. */
    hide = (secret) => {
        core_setSecret(secret);
        this.#masked.add(secret);
        if (secret.length < MIN_REDACTED_LENGTH)
            return;
        const forms = secret.length > MAX_LENGTH_OF_FORMS ? [secret] : formsOf(secret);
        // The longest first: one secret may be a part of another.
        this.#forms = Array.from(new Set([...this.#forms, ...forms])).sort((left, right) => right.length - left.length);
    };
    /** Whether the runner masks a part of the text in the log. */
    areIn(text) {
        return Array.from(this.#masked).some((secret) => text.includes(secret));
    }
    /** The text without any secret, also where the server sent one back. */
    redact = (text) => this.#forms.reduce((redacted, form) => (redacted.includes(form) ? redacted.replaceAll(form, REDACTED) : redacted), text);
}
/** The secret as it is, and as services write it: each list is of what one of them does, as they differ. */
function formsOf(secret) {
    const forms = [
        secret,
        JSON.stringify(secret).slice(1, -1),
        secret.replace(ESCAPED_BY_DOT_NET, (character) => `\\u00${hexOf(character)}`),
        escapeHtml(secret),
        ...NAMED_IN_HTML.flatMap((named) => numberedInHtml(secret, named)),
        ...KEPT_IN_URLS.flatMap((kept) => inUrl(secret, kept)),
        ...inBase64(secret),
    ];
    // Some write hexadecimal digits in lower case.
    return forms.flatMap((form) => [form, form.replace(HEXADECIMAL, (digits) => digits.toLowerCase())]);
}
/** With hexadecimal numbers, and with decimal ones. */
function numberedInHtml(secret, named) {
    const written = (numberOf) => secret.replace(ESCAPED_BY_DOT_NET, (character) => named.includes(character) ? escapeHtml(character) : `&#${numberOf(character)};`);
    return [
        written((character) => `x${hexOf(character)}`),
        written((character) => `${character.charCodeAt(0)}`),
    ];
}
/** With blanks as everywhere in URLs, and as forms have them. */
function inUrl(secret, kept) {
    // It throws on half a character, which a token of a strange server may hold.
    const encoded = encodeURIComponent(secret.toWellFormed()).replace(/[!'()*~]/g, (character) => kept.includes(character) ? character : `%${hexOf(character)}`);
    return [encoded, encoded.replaceAll('%20', '+')];
}
/** Alone, without the padding that may follow, which tells nothing; and as a part of a text such as `user:password`. */
function inBase64(secret) {
    const bytes = Buffer.from(secret);
    return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), ...withinBase64(secret)];
}
/** Where it begins at the first, second or third byte of a group, without the signs that other bytes have a share in. */
function withinBase64(secret) {
    return [0, 1, 2].flatMap((bytesBefore) => {
        const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)]);
        const start = Math.ceil((bytesBefore * 8) / 6);
        const end = Math.floor((bytes.length * 8) / 6);
        return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
    });
}
function hexOf(character) {
    return character.charCodeAt(0).toString(16).toUpperCase();
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./build/action/outputs/output-writer.js







/** Snapshots turned into text at a time: a list of 100,000 would otherwise be in memory twice. */
const SNAPSHOTS_PER_WRITE = 100;
/**
 * On Windows a file can't be replaced while another program, such as a virus scanner, holds it open. The pauses are about
 * a second in all.
 */
const PAUSES_WHILE_HELD_MS = [10, 20, 40, 80, 160, 320, 400];
const HELD = ['EPERM', 'EACCES', 'EBUSY'];
const ID_LISTS = ['snapshot-ids', 'kept-ids', 'failed-ids', 'missing-ids'];
/** What root alone could read would be lost for the job's other steps, which may run as another user. */
const IS_ROOT = process.getuid?.() === 0;
/**
 * Writes results to the step's outputs, and the snapshots in full to a file. It is called as soon as something is
 * known, and again whenever there is more: of several values of an output the runner takes the last.
 */
class OutputWriter {
    #snapshotsFile;
    #secrets;
    #log;
    #ownUsername;
    #told = new Set();
    #last = null;
    /** @param ownUsername who the action logs in as; null with an API key */
    constructor(environment, secrets, log, ownUsername) {
        this.#snapshotsFile = createSnapshotsFilePath(environment['RUNNER_TEMP']);
        this.#secrets = secrets;
        this.#log = log;
        this.#ownUsername = ownUsername;
    }
    /** What was written last; null if nothing was. */
    get last() {
        return this.#last;
    }
    /**
     * @throws Error if the outputs could not be written, or neither they nor the file hold everything. The output
     * `snapshots-file` never names a file that is missing or old.
     */
    write(result) {
        this.#last = result;
        // GitHub drops every output of a job that holds a secret, which the user name may be.
        const snapshots = result.snapshots.map((snapshot) => snapshot.username === this.#ownUsername ? { ...snapshot, username: null } : snapshot);
        const file = this.#tryToWriteFile(snapshots);
        const { outputs, cutLists } = toOutputs({ ...result, snapshots }, file.path, file.length);
        this.#setOutputs(outputs);
        const tooMany = `${countOf(snapshots.length, 'snapshot')} are too many for the outputs of a job, so`;
        if (file.path === '') {
            if (cutLists.length > 0)
                throw new Error(`${file.trouble} and ${tooMany} nothing holds them all.`);
            this.#warnOnce('file', `${file.trouble}, so the output snapshots-file is empty.`);
        }
        else if (cutLists.length > 0) {
            this.#warnOnce('size', `${tooMany} ${cutLists.join(' and ')} ${cutLists.length === 1 ? 'is' : 'are'} left empty; the output snapshots-file names a file with all of them.`);
        }
    }
    /** For an operation that ended before it knew anything: outputs that can be read, and say so. */
    writeNothing() {
        const { path } = this.#tryToWriteFile([]);
        this.#setOutputs({ ...NO_OUTPUTS, 'snapshots-file': path });
    }
    /** The file's path, or an empty one with the reason, and the length of the snapshots' JSON. */
    #tryToWriteFile(snapshots) {
        try {
            const length = writeSnapshotsFile(this.#snapshotsFile, snapshots, this.#secrets.redact);
            return { path: this.#snapshotsFile, length, trouble: '' };
        }
        catch (error) {
            const trouble = `The file of snapshots could not be written (${(0,errors/* messageOf */.bD)(error)})`;
            return { path: '', length: JSON.stringify(snapshots).length, trouble };
        }
    }
    #setOutputs(outputs) {
        // Where the disk fills up in the middle of a large list, the ids and the path are there already.
        const shortestFirst = Object.entries(outputs).toSorted(([, one], [, other]) => one.length - other.length);
        for (const [name, value] of shortestFirst)
            setOutput(name, this.#secrets.redact(value));
        const ids = ID_LISTS.map((name) => outputs[name]).join();
        if (this.#secrets.areIn(ids) || (this.#ownUsername !== null && ids.includes(this.#ownUsername))) {
            this.#warnOnce('secret', 'The name of a snapshot holds the API key, the password, a token or the user name. GitHub drops every output of a job that holds a secret, and this action writes *** in its place: rename the snapshot, or use other credentials.');
        }
    }
    #warnOnce(what, warning) {
        if (this.#told.has(what))
            return;
        this.#told.add(what);
        this.#log.warning(warning);
    }
}
/**
 * A path for this step's file of snapshots, in a directory of its own that the job can read until it ends.
 *
 * @throws Error that names the directory if nothing can be made in it
 */
function createSnapshotsFilePath(runnerTemp) {
    const parent = runnerTemp || (0,external_node_os_namespaceObject.tmpdir)();
    try {
        const directory = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(parent, 'denvr-snapshots-'));
        if (IS_ROOT)
            (0,external_node_fs_namespaceObject.chmodSync)(directory, 0o755);
        return (0,external_node_path_namespaceObject.join)(directory, 'snapshots.json');
    }
    catch (error) {
        throw new Error(`No directory for snapshots-file can be made in RUNNER_TEMP (${parent}), so nothing was sent: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
/**
 * Writes snapshots as a JSON array. The file is whole at any moment, also when the run is ended while it is written.
 *
 * @param redact is given every part of the text on its way out
 * @returns the length of the text in UTF-16 code units
 * @throws Error of the file system
 */
function writeSnapshotsFile(path, snapshots, redact) {
    const unfinishedPath = `${path}.unfinished`;
    const file = (0,external_node_fs_namespaceObject.openSync)(unfinishedPath, 'w');
    let length = 0;
    try {
        if (IS_ROOT)
            (0,external_node_fs_namespaceObject.fchmodSync)(file, 0o644);
        for (const part of jsonParts(snapshots)) {
            (0,external_node_fs_namespaceObject.writeFileSync)(file, redact(part));
            length += part.length;
        }
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
    replaceFile(unfinishedPath, path);
    return length;
}
function replaceFile(from, to, [pauseMs, ...pausesMs] = PAUSES_WHILE_HELD_MS) {
    try {
        (0,external_node_fs_namespaceObject.renameSync)(from, to);
    }
    catch (error) {
        if (pauseMs === undefined || !HELD.includes(error.code ?? ''))
            throw error;
        // Outputs are written in one go, also when the run is being cancelled, so there is nothing to wait with but this.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
        replaceFile(from, to, pausesMs);
    }
}
function* jsonParts(snapshots) {
    for (let start = 0; start < snapshots.length; start += SNAPSHOTS_PER_WRITE) {
        const items = JSON.stringify(snapshots.slice(start, start + SNAPSHOTS_PER_WRITE)).slice(1, -1);
        yield `${start === 0 ? '[' : ','}${items}`;
    }
    yield snapshots.length === 0 ? '[]' : ']';
}

;// CONCATENATED MODULE: ./build/action/run-context.js
/** The placeholders whose values are the workflow run's. */
const RUN_PLACEHOLDERS = ['sha', 'ref', 'run-id', 'run-number', 'run-attempt'];
const SHA_LENGTH = 7;
/**
 * What the workflow run gives to a name. `@actions/github` brings all of octokit, so it is loaded only when a name
 * asks for one of these. It reads the file of the event too, and throws if it cannot; no name needs that file.
 */
async function loadRunPlaceholders() {
    // biome-ignore lint/style/noProcessEnv: the library looks here, whatever the action was given
    delete process.env['GITHUB_EVENT_PATH'];
    const { context } = await __nccwpck_require__.e(/* import() */ 413).then(__nccwpck_require__.bind(__nccwpck_require__, 413));
    return {
        sha: (context.sha ?? '').slice(0, SHA_LENGTH),
        ref: (context.ref ?? '').replace(/^refs\/(?:heads|tags|pull)\//, ''),
        'run-id': positive(context.runId),
        'run-number': positive(context.runNumber),
        'run-attempt': positive(context.runAttempt),
    };
}
function positive(value) {
    return Number.isNaN(value) ? '' : String(value);
}
/** The time of this machine. */
const systemClock = {
    nowMs: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: (durationMs, signal) => new Promise((resolve, reject) => {
        if (signal.aborted) {
            reject(signal.reason);
            return;
        }
        const stop = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', stop);
            resolve();
        }, durationMs);
        signal.addEventListener('abort', stop, { once: true });
    }),
};

;// CONCATENATED MODULE: ./build/action/main.js

















/**
 * Runs the action once: inputs, operation, outputs, log and summary.
 *
 * @returns whether the step succeeded; if it did not, it has been said why
 */
async function main(environment, signal) {
    const secrets = new Secrets();
    const warnings = [];
    const log = createLog(secrets, warnings);
    const reader = new InputReader(environment, secrets.redact);
    const run = { reader, secrets, log, warnings, signal };
    try {
        for (const secret of secretsOf(reader))
            secrets.hide(secret);
        const inputs = parseInputs(reader, await readPlaceholders(reader));
        return await runInputs(inputs, run);
    }
    catch (error) {
        await tellFaults(error, run);
        return false;
    }
}
async function tellFaults(error, run) {
    const { reader, secrets } = run;
    const isInputError = error instanceof errors/* InputError */.dz;
    const failures = isInputError ? error.faults : [(0,errors/* messageOf */.bD)(error)];
    const total = isInputError ? `The inputs have ${countOf(failures.length, 'fault')}; nothing was sent.` : '';
    if (!/^false$/i.test(reader.raw('job-summary').trim())) {
        // What was given is not shown here: an `api-url` that is refused may hold a password.
        await writeSummary({
            title: reader.operation,
            scope: [],
            configuration: [],
            result: null,
            failures,
            total,
            requestCount: 0,
        }, run);
    }
    reportFailure(failures, failures.length > 1 ? total : '', secrets);
}
async function readPlaceholders(reader) {
    const template = reader.raw('name') || DEFAULT_NAME_TEMPLATE;
    const fromRun = usesPlaceholder(template, RUN_PLACEHOLDERS) ? await loadRunPlaceholders() : {};
    return { ...dateAndTime(systemClock.nowMs()), ...fromRun };
}
async function runInputs(inputs, run) {
    const { request, connection, notices } = inputs;
    const { reader, secrets, log, signal } = run;
    log.info(`Connecting to ${connection.apiUrl.host} as ${connection.identity}.`);
    for (const notice of notices)
        log.warning(notice);
    const { credentials } = connection;
    const ownUsername = credentials.kind === 'login' ? credentials.username : null;
    const writer = new OutputWriter(reader.environment, secrets, log, ownUsername);
    let requestCount = 0;
    const context = {
        store: connectToDenvr({
            ...connection,
            userAgent: `denvr-snapshot-action/${VERSION}`,
            clock: systemClock,
            random: Math.random,
            log,
            onRequest: () => {
                requestCount += 1;
            },
            keepSecret: secrets.hide,
            redact: secrets.redact,
        }),
        clock: systemClock,
        random: Math.random,
        log,
        signal,
        publish: (soFar) => {
            // What an operation has done does not become undone because it cannot be written down.
            tryToWrite(() => writer.write(soFar)).forEach(log.warning);
        },
    };
    const { result, failures: failed } = await runToEnd(() => runRequest(request, context), writer);
    const unwritten = tryToWrite(() => (result === null ? writer.writeNothing() : writer.write(result)));
    const failures = [...failed, ...unwritten];
    await conclude({ result, failures, requestCount }, inputs, run);
    return failures.length === 0;
}
/** Tells how a step ended: in the summary, and then in the log. */
async function conclude({ result, failures, requestCount }, { request, wantsSummary }, run) {
    const { reader, secrets, log } = run;
    const counts = result === null ? null : conclusion_countsOf(result);
    if (wantsSummary) {
        const title = titleOf(request);
        const scope = readScope(request.operation, reader);
        const total = counts === null ? '' : `${counts}.`;
        const configuration = readConfiguration(reader);
        await writeSummary({ title, scope, configuration, result, failures, total, requestCount }, run);
    }
    if (failures.length > 0) {
        const total = isToldByOneFailure(failures, result) ? '' : `${request.operation}: ${counts ?? 'failed'}.`;
        reportFailure(failures, total, secrets);
    }
    else if (result !== null) {
        log.info(lastLineOf(result));
        adviceOn(result).forEach(log.info);
    }
}
/** Appends to the job summary; without one, such as on an old server, there is nothing to do. */
async function writeSummary(ending, { reader: { environment }, secrets: { redact }, log, warnings }) {
    if (!environment['GITHUB_STEP_SUMMARY'])
        return;
    // Redacted before long texts are cut and sentences are taken apart, and once more at the end, for what the result holds.
    const redactInput = ([name, text]) => [name, text === null ? null : redact(text)];
    const html = renderSummary({
        ...ending,
        title: redact(ending.title),
        scope: ending.scope.map(redactInput),
        configuration: ending.configuration.map(redactInput),
        failures: ending.failures.map(redact),
        warnings,
        nowMs: systemClock.nowMs(),
        durationMs: systemClock.elapsedMs(),
    });
    try {
        await summary.addRaw(redact(html)).write();
    }
    catch (error) {
        // Worth a warning, and no reason to fail.
        log.warning(`The job summary could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
function titleOf(request) {
    return 'dryRun' in request && request.dryRun
        ? `${request.operation} (DRY RUN, nothing is deleted)`
        : request.operation;
}
/** A single failure explains itself, but not what else was done. */
function isToldByOneFailure(failures, result) {
    const failedIds = new Set(result?.failures.map(({ id }) => id));
    const others = (result?.snapshots ?? []).filter(({ id }) => !failedIds.has(id ?? ''));
    return failures.length === 1 && failedIds.size <= 1 && others.length === 0;
}
/** Runs a step that writes outputs; answers what kept it from doing so, if anything did. */
function tryToWrite(write) {
    try {
        write();
        return [];
    }
    catch (error) {
        return [`The outputs could not be written: ${(0,errors/* messageOf */.bD)(error)}`];
    }
}
/** How an operation ended: with a result, or with an error after what it had published by then. */
async function runToEnd(run, writer) {
    try {
        const result = await run();
        return { result, failures: groupFailures(result.failures) };
    }
    catch (error) {
        return { result: writer.last, failures: [(0,errors/* messageOf */.bD)(error)] };
    }
}


/***/ }),

/***/ 46:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kx: () => (/* binding */ SnapshotServiceError),
/* harmony export */   Z2: () => (/* binding */ failedTo),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dz: () => (/* binding */ InputError)
/* harmony export */ });
/** A request to the snapshot service that came to no good end. The message is complete and meant for people. */
class SnapshotServiceError extends Error {
    name = 'SnapshotServiceError';
    kind;
    /** Whether the service may have done what it was asked nevertheless. */
    maybeDone;
    constructor(kind, message, maybeDone = false) {
        super(message);
        this.kind = kind;
        this.maybeDone = maybeDone;
    }
    /** The same error, of a request that may have been acted on. */
    asMaybeDone() {
        return new SnapshotServiceError(this.kind, this.message, true);
    }
}
/** Inputs that cannot be acted on. Holds every fault found, so that they can be mended in one go. */
class InputError extends Error {
    name = 'InputError';
    faults;
    constructor(faults) {
        super(faults.join('\n'));
        this.faults = faults;
    }
}
/** The run was told to stop. It is the reason of the abort signal that every request and every pause listens to. */
class CancelledError extends Error {
    name = 'CancelledError';
    constructor(signalName) {
        super(`The run was cancelled (${signalName}).`);
    }
}
/** The words of a thrown value, whatever was thrown. */
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}
/**
 * Runs a step and, where it throws, puts the step's aim before the error's words: `Could not read snapshot "a" …: …`.
 */
async function failedTo(aim, step) {
    try {
        return await step();
    }
    catch (error) {
        throw new Error(`Could not ${aim}: ${messageOf(error)}`, { cause: error });
    }
}


/***/ }),

/***/ 296:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _action_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(828);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(46);


const cancellation = new AbortController();
// Windows has SIGINT and SIGBREAK for a cancelled job; a runner that loses its terminal sends SIGHUP.
for (const signalName of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']) {
    process.on(signalName, () => cancellation.abort(new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc(signalName)));
}
// The reader of the log may disconnect; what was begun is still finished, and its outputs are written.
for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => undefined);
// Only a run that ends well may leave a green step, whatever else ends the process.
process.exitCode = 1;
const succeeded = await (0,_action_main_js__WEBPACK_IMPORTED_MODULE_0__/* .main */ .i)(process.env, cancellation.signal);
// Idle connections would keep the process alive; standard output may still be on its way to a pipe.
process.stdout.write('', () => process.exit(succeeded ? 0 : 1));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(296);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
