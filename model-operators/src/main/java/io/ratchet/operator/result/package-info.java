/** What leaves TRAIN: step records, states of runs, refused batches. */
@NullMarked
package io.ratchet.operator.result;

import org.jspecify.annotations.NullMarked;
