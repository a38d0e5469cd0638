/** The YAML configuration, read once into validated records. */
@NullMarked
package io.ratchet.job.configuration;

import org.jspecify.annotations.NullMarked;
