package io.ratchet.operator.serializer;

import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of a type that has its own versioned serializer.
 *
 * @param <T> the type
 */
public final class VersionedTypeInformation<T> extends TypeInformation<T> {
    /** Blocks of records on their way to TRAIN. */
    public static final TypeInformation<Block> BLOCK =
            new VersionedTypeInformation<>(Block.class, BlockSerializer.INSTANCE);

    /** Step records. */
    public static final TypeInformation<StepRecord> STEP_RECORD =
            new VersionedTypeInformation<>(StepRecord.class, StepRecordSerializer.INSTANCE);

    /** States of runs. */
    public static final TypeInformation<RunStateRecord> RUN_STATE =
            new VersionedTypeInformation<>(RunStateRecord.class, RunStateSerializer.INSTANCE);

    /** Batches that were refused in the step. */
    public static final TypeInformation<PoisonedBatch> POISONED_BATCH =
            new VersionedTypeInformation<>(PoisonedBatch.class, PoisonedBatchSerializer.INSTANCE);

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final VersionedSerializer<T> serializer;

    /**
     * @param type the type
     * @param serializer its serializer
     */
    public VersionedTypeInformation(Class<T> type, VersionedSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Versioned(" + type.getSimpleName() + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionedTypeInformation<?> that && that.type == type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof VersionedTypeInformation<?>;
    }
}
