/**
 * Looks at records before anything is trained: a sample of a topic or the records of a file, and
 * statistics of them in one pass and bounded memory. For the commands that check and draft
 * configurations.
 */
@NullMarked
package io.ratchet.job.sample;

import org.jspecify.annotations.NullMarked;
