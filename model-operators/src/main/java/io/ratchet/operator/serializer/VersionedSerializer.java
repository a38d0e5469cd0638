package io.ratchet.operator.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of one immutable type. Every value begins with a byte that tells the version it was
 * written in, so that a later build reads what an earlier one wrote, value by value. Behind it most
 * have a checksum, so that a bit that flips in a file is noticed before it is trained with.
 *
 * @param <T> the type
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;
    private static final int UNCHECKED = Integer.MAX_VALUE;

    private final String typeName;
    private final int version;
    private final int checkedSince;

    /**
     * Values without a checksum.
     *
     * @param typeName what the value is, for error messages
     * @param version the version that this build writes, and the newest it reads
     */
    protected VersionedSerializer(String typeName, int version) {
        this(typeName, version, UNCHECKED);
    }

    /**
     * Values with a checksum.
     *
     * @param typeName what the value is, for error messages
     * @param version the version that this build writes, and the newest it reads
     * @param checkedSince the first version whose values carry a checksum
     */
    protected VersionedSerializer(String typeName, int version, int checkedSince) {
        this.typeName = typeName;
        this.version = version;
        this.checkedSince = checkedSince;
    }

    /** Writes a value in the newest version. */
    protected abstract void write(T value, DataOutputView target) throws IOException;

    /** Reads a value that was written in the given version. */
    protected abstract T read(int writtenVersion, DataInputView source) throws IOException;

    @Override
    public final void serialize(T record, DataOutputView target) throws IOException {
        target.writeByte(version);
        if (version < checkedSince) {
            write(record, target);
        } else {
            CheckedValue.write(content -> write(record, content), target);
        }
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int written = source.readUnsignedByte();
        if (written < 1 || written > version) {
            throw new IOException(
                    "Cannot read a "
                            + typeName
                            + ": unknown version "
                            + written
                            + ", this build reads 1 to "
                            + version
                            + ". Restore it with the build that wrote it, or a newer one.");
        }
        return read(written, written < checkedSince ? source : CheckedValue.read(typeName, source));
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    /** The value itself: it is immutable. */
    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    /** Nothing: a value is never reused. */
    @Override
    @SuppressWarnings("NullAway") // Flink's convention for immutable types
    public final T createInstance() {
        return null;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    @SuppressWarnings(
            "EqualsGetClass") // every concrete serializer is final and without fields of its own
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
