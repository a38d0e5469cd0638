/**
 * A plugin for Flink's job manager that labels each failure of a job with the kind of interruption
 * that it is, and its cause.
 *
 * <p>It is loaded by a class loader of its own: it knows Flink's public interfaces and nothing
 * else, and tells the failures of everybody else's classes by their names.
 */
@NullMarked
package io.ratchet.failure;

import org.jspecify.annotations.NullMarked;
