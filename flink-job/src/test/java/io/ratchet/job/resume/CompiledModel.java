package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.tools.ToolProvider;

/** A user's model, compiled from a source, on a class path of its own. */
final class CompiledModel {
    static final String NAME = "user.Own";

    private CompiledModel() {}

    /**
     * Does something with such a model on the thread's class path.
     *
     * @param factor a number in a class that is nested in the model's
     */
    static <T> T with(Path folder, double factor, Callable<T> what) throws Exception {
        compile(folder, factor);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(own);
            return what.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void compile(Path folder, double factor) throws IOException {
        Path source = Files.createDirectories(folder).resolve("Own.java");
        Files.writeString(
                source,
                """
                package user;
                public final class Own {
                    static final class Inner { double factor() { return %s; } }
                    Object nameless() { return new Object() {}; }
                }
                """
                        .formatted(factor));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(result).isZero();
    }
}
