/**
 * What a start goes on from, and what is wrong with it where it fails: damage, unreadable state,
 * checkpoints that are passed over. Knows no other package of TRAIN but failures and serializers.
 */
@NullMarked
package io.ratchet.operator.restore;

import org.jspecify.annotations.NullMarked;
