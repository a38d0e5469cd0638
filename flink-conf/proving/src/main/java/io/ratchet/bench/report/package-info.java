/** What was measured, as files: JSON for programs, Markdown for people. */
@NullMarked
package io.ratchet.bench.report;

import org.jspecify.annotations.NullMarked;
