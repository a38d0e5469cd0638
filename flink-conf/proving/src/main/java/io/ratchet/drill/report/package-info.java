/** What drills have come to, as files: JSON for programs, Markdown for people. */
@NullMarked
package io.ratchet.drill.report;

import org.jspecify.annotations.NullMarked;
