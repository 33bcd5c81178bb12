/** Every global style sheet, the fonts included: served by the product itself. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/600.css';
import './tokens.css';
import './base.css';
