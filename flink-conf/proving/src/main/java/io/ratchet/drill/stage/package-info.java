/**
 * What drills take place on: a real cluster, a topic that is fed, a job that trains from it, and
 * the eyes and hands of whoever stands outside.
 */
@NullMarked
package io.ratchet.drill.stage;

import org.jspecify.annotations.NullMarked;
