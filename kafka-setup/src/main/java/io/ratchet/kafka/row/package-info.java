/**
 * Records that are rows with a declared schema, in JSON or CSV. A decoder takes the bytes of a
 * record and either fills in what training needs or refuses the record with a reason; nothing else
 * ever comes out of it.
 */
@NullMarked
package io.ratchet.kafka.row;

import org.jspecify.annotations.NullMarked;
