/**
 * How a benchmark measures: contestants take turns within one run, and what is told of them are
 * medians, ratios round by round, and verdicts on targets. Knows nothing of what is measured.
 */
@NullMarked
package io.ratchet.bench.measure;

import org.jspecify.annotations.NullMarked;
