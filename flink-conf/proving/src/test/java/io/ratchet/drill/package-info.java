/** Tests of drills, and one drill in small on a real cluster. */
@NullMarked
package io.ratchet.drill;

import org.jspecify.annotations.NullMarked;
