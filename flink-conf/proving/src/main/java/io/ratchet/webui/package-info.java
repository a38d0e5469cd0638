/**
 * Takes a picture of Flink's web UI: starts a headless browser, and tells it by its DevTools
 * protocol where to click. For {@code flink-conf/proving/web-ui/screenshot.sh}.
 */
@NullMarked
package io.ratchet.webui;

import org.jspecify.annotations.NullMarked;
