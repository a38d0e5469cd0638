/** Models and losses: their specs, and the DJL blocks they are built into. */
@NullMarked
package io.ratchet.training.model;

import org.jspecify.annotations.NullMarked;
