package io.ratchet.kafka.unpack;

import java.io.InputStream;

/**
 * A text that is being read.
 *
 * @param utf8 its bytes in UTF-8, without a byte order mark; reading throws where it is none
 * @param words compression and encoding, for people
 */
public record OpenedText(InputStream utf8, String words) {}
