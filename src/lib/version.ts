/** The program's version, as in package.json: what saved files say they were made by. */
export const applicationVersion = '0.1.0';
