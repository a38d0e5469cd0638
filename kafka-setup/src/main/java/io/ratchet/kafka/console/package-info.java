/** What is shown on a console while something goes on, by the loader and by the command line. */
@NullMarked
package io.ratchet.kafka.console;

import org.jspecify.annotations.NullMarked;
