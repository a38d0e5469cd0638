/** Every file of {@code flink-conf/examples}, run as a user would run it. */
@NullMarked
package io.ratchet.tests.examples;

import org.jspecify.annotations.NullMarked;
