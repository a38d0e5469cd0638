package io.ratchet.operator.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of one immutable type. Every value begins with a byte that tells the version it was
 * written in, so that a later build reads what an earlier one wrote, value by value, or says that
 * it does not. Behind it stands a checksum, so that a bit that flips in a file is noticed before it
 * is used.
 *
 * @param <T> the type
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final int version;
    private final int oldest;
    private final int firstChecked;

    /**
     * Values that carry a checksum of their own, read in every version.
     *
     * @param typeName what the value is, for error messages
     * @param version the version that this build writes, and the newest it reads
     */
    protected VersionedSerializer(String typeName, int version) {
        this(typeName, version, 1, version + 1);
    }

    /**
     * Values with a checksum.
     *
     * @param typeName what the value is, for error messages
     * @param version the version that this build writes, and the newest it reads
     * @param oldest the oldest version that this build reads
     */
    protected VersionedSerializer(String typeName, int version, int oldest) {
        this(typeName, version, oldest, oldest);
    }

    /**
     * Values with a checksum that those of the oldest versions lack.
     *
     * @param typeName what the value is, for error messages
     * @param version the version that this build writes, and the newest it reads
     * @param oldest the oldest version that this build reads
     * @param firstChecked the first version with a checksum
     */
    protected VersionedSerializer(String typeName, int version, int oldest, int firstChecked) {
        this.typeName = typeName;
        this.version = version;
        this.oldest = oldest;
        this.firstChecked = firstChecked;
    }

    /** Writes a value in the newest version. */
    protected abstract void write(T value, DataOutputView target) throws IOException;

    /** The oldest version that this build reads. */
    final int oldest() {
        return oldest;
    }

    /** Reads a value that was written in the given version. */
    protected abstract T read(int writtenVersion, DataInputView source) throws IOException;

    @Override
    public final void serialize(T record, DataOutputView target) throws IOException {
        target.writeByte(version);
        if (version >= firstChecked) {
            CheckedValue.write(content -> write(record, content), target);
        } else {
            write(record, target);
        }
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int written = source.readUnsignedByte();
        if (written < oldest || written > version) {
            throw new UnknownVersionException(typeName, written, oldest + " to " + version);
        }
        return read(
                written, written >= firstChecked ? CheckedValue.read(typeName, source) : source);
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
