package io.ratchet.training.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * The code of a user's model, as one digest: the bytes of its class file, and of all that stand in
 * the same source with it, nested, local or without a name. A jar that is built again from the same
 * source by the same compiler has the same. Other classes that the model calls are not in it.
 */
public final class ModelCode {
    /** Where the class is only where the job runs. */
    static final String UNKNOWN = "not on this class path";

    private ModelCode() {}

    /** The SHA-256 of a class, as the thread's class loader finds it. */
    public static String of(String className) {
        try {
            Class<?> found = CustomModel.load(className, false);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Class<?>[] sameSource = found.getNestMembers();
            Arrays.sort(sameSource, Comparator.comparing(Class::getName));
            for (Class<?> each : sameSource) {
                update(digest, each.getName().getBytes(StandardCharsets.UTF_8));
                update(digest, bytes(each));
            }
            return "sha256 " + HexFormat.of().formatHex(digest.digest());
        } catch (ClassNotFoundException | LinkageError unknown) {
            return UNKNOWN;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /** One that its loader does not show counts by its name only. */
    private static byte[] bytes(Class<?> each) {
        try (InputStream in =
                each.getResourceAsStream("/" + each.getName().replace('.', '/') + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the class file of " + each.getName(), e);
        }
    }
}
