// Answers with characters that databases refuse: a null, half surrogates, and such as names.
export default { act: () => ({ '\u0000': '\u0000', '\ud800': '\udc00\ud800', '\u2028': '\uffff' }) }
