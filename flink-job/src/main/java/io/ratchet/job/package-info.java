/** The job: topology, sinks and its start. */
@NullMarked
package io.ratchet.job;

import org.jspecify.annotations.NullMarked;
