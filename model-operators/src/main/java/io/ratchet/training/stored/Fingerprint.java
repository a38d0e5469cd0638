package io.ratchet.training.stored;

import io.ratchet.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The SHA-256 of an instance: equal if and only if the instances are the same, to the bit.
 *
 * <p>It does not depend on the layout's order or chunk size. It runs over these bytes, version 1;
 * numbers are little-endian, a text is its length in UTF-8 bytes (4 bytes) and then those:
 *
 * <pre>
 * text  "ratchet-fingerprint-1"
 * for the roles parameter, buffer, moment, in this order:
 *   4 bytes  number of tensors of the role
 *   for each of them, sorted by the unsigned UTF-8 bytes of their names:
 *     text     name
 *     text     type code, such as F32
 *     4 bytes  number of dimensions
 *     8 bytes  extent, for each dimension
 *     8 bytes  number of data bytes
 *     the data, row-major and little-endian
 * 8 bytes  step
 * </pre>
 */
public final class Fingerprint {
    private static final String FORMAT = "ratchet-fingerprint-1";

    private final MessageDigest digest = sha256();
    private final ByteBuffer number =
            ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private Fingerprint() {}

    /**
     * The fingerprint of an instance after a step.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(HostTensors tensors, long step) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.addText(FORMAT);
        fingerprint.addRole(tensors, TensorRole.PARAMETER);
        fingerprint.addRole(tensors, TensorRole.BUFFER);
        fingerprint.addRole(tensors, TensorRole.MOMENT);
        fingerprint.addLong(step);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void addRole(HostTensors tensors, TensorRole role) {
        List<TensorLayout> layouts = tensors.layout().tensors();
        List<Integer> ofRole =
                IntStream.range(0, layouts.size())
                        .filter(tensor -> layouts.get(tensor).role() == role)
                        .boxed()
                        .sorted(
                                Comparator.comparing(
                                        tensor -> utf8(layouts.get(tensor).name()),
                                        Arrays::compareUnsigned))
                        .toList();
        addInt(ofRole.size());
        for (int tensor : ofRole) {
            addTensor(layouts.get(tensor));
            tensors.read(tensor, (from, piece) -> digest.update(piece));
        }
    }

    private void addTensor(TensorLayout layout) {
        addText(layout.name());
        addText(layout.type().code());
        addInt(layout.shape().size());
        for (int extent : layout.shape()) {
            addLong(extent);
        }
        addLong(HostTensor.elementCount(layout.shape()) * layout.type().bytes());
    }

    private void addText(String text) {
        byte[] bytes = utf8(text);
        addInt(bytes.length);
        digest.update(bytes);
    }

    private void addInt(int value) {
        digest.update(number.clear().putInt(value).flip());
    }

    private void addLong(long value) {
        digest.update(number.clear().putLong(value).flip());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }
}
