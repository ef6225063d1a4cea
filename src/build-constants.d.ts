/** Put in place of these names by the build (vite.config.ts). */
declare const __APP_VERSION__: string;
/** Commit that the page was built from, with "+changes" when files differed from it; empty outside a git work tree. */
declare const __APP_COMMIT__: string;
