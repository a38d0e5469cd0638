/** The commands {@code ratchet cluster} and {@code ratchet flink}. */
@NullMarked
package io.ratchet.cluster.command;

import org.jspecify.annotations.NullMarked;
