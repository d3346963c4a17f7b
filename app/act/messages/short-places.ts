/** How a short address writes the place of a link in one character. */
export const PLACES = '0123456789abcdefghijklmnopqrstuvwxyz';
