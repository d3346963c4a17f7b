import { createContext } from 'react';

/** The nonce of the answer that is being rendered; empty in the browser, where nothing needs it any more. */
export const Nonce = createContext('');
