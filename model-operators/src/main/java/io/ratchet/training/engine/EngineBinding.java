package io.ratchet.training.engine;

import ai.djl.util.ClassLoaderUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The library between Java and libtorch that lies on the class path, {@code libdjl_torch.so}. It is
 * made for one version of libtorch: where that has another, functions are missing or mean something
 * else.
 *
 * @param djlVersion the version of DJL's Java side, such as {@code 0.36.0}
 * @param version its own version: that of its libtorch, a dash, that of its DJL
 * @param flavors the kinds of libtorch it is there for, such as {@code cpu} and {@code cu128}; the
 *     newest CUDA first
 */
record EngineBinding(String djlVersion, String version, List<String> flavors) {
    /** The suffix of flavors for a libtorch whose C++ strings are of the kind before C++ 11. */
    static final String OLD_STRINGS = "-precxx11";

    private static final List<String> KINDS =
            List.of("cu130", "cu129", "cu128", "cu126", "cu124", "cu121", "cu118", "cpu");
    private static final String LIBRARY = "libdjl_torch.so";

    EngineBinding {
        flavors = List.copyOf(flavors);
    }

    /** The one that DJL would find. */
    static EngineBinding onClassPath() {
        return new EngineBinding(
                property("pytorch-engine.properties", "djl_version"),
                property("jnilib/pytorch.properties", "jni_version"),
                flavorsOnClassPath());
    }

    /** The version of libtorch that it was made for, such as {@code 2.7.1}. */
    String libtorchVersion() {
        return version.substring(0, Math.max(0, version.indexOf('-')));
    }

    /** Whether DJL takes it: where the versions differ, it looks for another on the network. */
    boolean isOfItsDjl() {
        return version.startsWith(libtorchVersion() + '-' + djlVersion);
    }

    /** The names under which DJL finds one that lies beside libtorch, first the one it prefers. */
    List<String> namesBesideLibtorch() {
        return List.of(djlVersion + '-' + LIBRARY, LIBRARY);
    }

    private static List<String> flavorsOnClassPath() {
        List<String> found = new ArrayList<>();
        String architecture = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        for (String kind : KINDS) {
            for (String flavor : List.of(kind, kind + OLD_STRINGS)) {
                String path = "jnilib/linux-" + architecture + '/' + flavor + '/' + LIBRARY;
                if (ClassLoaderUtils.getContextClassLoader().getResource(path) != null) {
                    found.add(flavor);
                }
            }
        }
        return found;
    }

    private static String property(String resource, String key) {
        ClassLoader classLoader = ClassLoaderUtils.getContextClassLoader();
        Properties properties = new Properties();
        try (InputStream in = classLoader.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + ".", e);
        }
        String value = properties.getProperty(key);
        if (value == null) {
            throw new EngineLibraryException(
                    "The class path has no "
                            + resource
                            + " that says "
                            + key
                            + ": the jars pytorch-engine and pytorch-jni of DJL are needed.");
        }
        return value;
    }
}
