/**
 * Tests of what is no Java: the launcher, and the configuration and scripts that a cluster gets.
 */
@NullMarked
package io.ratchet.conf;

import org.jspecify.annotations.NullMarked;
