package io.ratchet.training.model;

import ai.djl.nn.Block;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Finds a user's model on the class path. */
final class CustomModel {
    private CustomModel() {}

    /** An object of the class that the spec names. */
    static ModelProvider provider(ModelSpec.Custom spec) {
        Class<?> found = find(spec.className());
        if (!ModelProvider.class.isAssignableFrom(found)) {
            throw new IncompatibleModelException(
                    "The class '"
                            + spec.className()
                            + "' cannot provide a model, since it does not implement "
                            + ModelProvider.class.getName()
                            + ". Implement it, or name another class.");
        }
        try {
            return (ModelProvider) found.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IncompatibleModelException(
                    "The constructor of the model provider '"
                            + spec.className()
                            + "' failed: "
                            + e.getCause(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IncompatibleModelException(
                    "The model provider '"
                            + spec.className()
                            + "' cannot be made. It must be a public class, not abstract, with a"
                            + " public constructor without arguments.",
                    e);
        }
    }

    /** The block that the provider gives. */
    static Block block(ModelSpec.Custom spec, ModelProvider provider, InputSpec input) {
        Block block;
        try {
            block = provider.block(input, spec.options());
        } catch (RuntimeException e) {
            throw new IncompatibleModelException(
                    "The model provider '"
                            + spec.className()
                            + "' failed to build its block from the options "
                            + spec.options().keySet()
                            + ": "
                            + e,
                    e);
        }
        if (isMissing(block)) {
            throw new IncompatibleModelException(
                    "The model provider '" + spec.className() + "' returned no block.");
        }
        return block;
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null; // the user's class may not know the annotations
    }

    private static Class<?> find(String className) {
        try {
            return load(className, true);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IncompatibleModelException(
                    "The model class '"
                            + className
                            + "' cannot be loaded ("
                            + e
                            + "). Check its name, and that its jar is on the class path.",
                    e);
        }
    }

    static Class<?> load(String className, boolean initialize) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(
                className,
                initialize,
                context != null ? context : CustomModel.class.getClassLoader());
    }
}
