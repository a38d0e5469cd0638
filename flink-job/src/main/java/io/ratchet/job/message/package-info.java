/** Text for people: errors, warnings, reports. For the whole job; it knows none of its rooms. */
@NullMarked
package io.ratchet.job.message;

import org.jspecify.annotations.NullMarked;
