/**
 * The promises, proven on a real broker and a real Flink: whatever fails, a run ends with the bits
 * of the loop that knows neither, and every record is accounted for once.
 */
@NullMarked
package io.ratchet.tests.proof;

import org.jspecify.annotations.NullMarked;
