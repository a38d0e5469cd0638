/**
 * The instances of a subtask in memory: how they are loaded from state and stored in it, which
 * stay, and where on a device there is room for them. Only TRAIN uses it.
 */
@NullMarked
package io.ratchet.operator.live;

import org.jspecify.annotations.NullMarked;
