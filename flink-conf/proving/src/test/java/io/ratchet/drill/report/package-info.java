/** Tests of the files that tell of drills. */
@NullMarked
package io.ratchet.drill.report;

import org.jspecify.annotations.NullMarked;
