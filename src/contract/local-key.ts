/** The name of the key that the first start makes for the command line on the same machine. */
export const LOCAL_KEY_NAME = "Local key";
