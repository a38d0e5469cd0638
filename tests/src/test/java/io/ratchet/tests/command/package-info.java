/** What users meet: commands in processes of their own, clusters, sockets, locales. */
@NullMarked
package io.ratchet.tests.command;

import org.jspecify.annotations.NullMarked;
