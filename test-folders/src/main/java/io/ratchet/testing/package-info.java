/** What tests of every module share. For tests only. */
@NullMarked
package io.ratchet.testing;

import org.jspecify.annotations.NullMarked;
