package io.ratchet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Names temporary folders of tests as somebody may name a working folder: with a blank, an umlaut,
 * and what means something in a URI. Whoever takes a path for a URI, or a URI for a path, or
 * forgets quotes, looks into another folder and fails.
 */
public final class OddFolders implements TempDirFactory {
    /** The last three characters are an escaped blank where somebody unescapes. */
    private static final String PREFIX = "J\u00fcrgens Tests#1%20";

    @Override
    public Path createTempDirectory(
            AnnotatedElementContext element, ExtensionContext extensionContext) throws IOException {
        return Files.createTempDirectory(PREFIX);
    }
}
