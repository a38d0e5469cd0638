package io.ratchet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProcessWideTest {
    /** As the class loader of another job on the same task manager does. */
    private static final class OtherJob extends ClassLoader {
        OtherJob() {
            super(ProcessWideTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(ProcessWide.class.getName())
                    ? own(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream stream = getParent().getResourceAsStream(file)) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void isTheSameForEveryClassLoader() throws Exception {
        ReentrantLock own = ProcessWide.of("test", ReentrantLock.class, ReentrantLock::new);

        Class<?> theirs = new OtherJob().loadClass(ProcessWide.class.getName());
        Method of = theirs.getDeclaredMethod("of", String.class, Class.class, Supplier.class);
        of.setAccessible(true);
        Supplier<ReentrantLock> fresh = ReentrantLock::new;

        assertThat(theirs).isNotSameAs(ProcessWide.class);
        assertThat(of.invoke(null, "test", ReentrantLock.class, fresh)).isSameAs(own);
        assertThat(of.invoke(null, "other", ReentrantLock.class, fresh)).isNotSameAs(own);
    }
}
