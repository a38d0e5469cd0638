package io.ratchet.operator.serializer;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.batch.Places;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Reads and writes tensors and places inside other values; their form is part of the value's
 * version.
 */
final class TensorFields {
    private TensorFields() {}

    static void writeShape(List<Integer> shape, DataOutputView target) throws IOException {
        target.writeByte(shape.size());
        for (int extent : shape) {
            target.writeInt(extent);
        }
    }

    static List<Integer> readShape(DataInputView source) throws IOException {
        int rank = source.readUnsignedByte();
        List<Integer> shape = new ArrayList<>(rank);
        for (int dimension = 0; dimension < rank; dimension++) {
            shape.add(source.readInt());
        }
        return shape;
    }

    static void writeTensor(HostTensor tensor, DataOutputView target) throws IOException {
        target.writeUTF(tensor.type().code());
        writeShape(tensor.shape(), target);
        Fields.writeBytes(tensor.bytes(), target);
    }

    static HostTensor readTensor(DataInputView source) throws IOException {
        TensorType type = TensorType.trainedOfCode(source.readUTF());
        List<Integer> shape = readShape(source);
        return new HostTensor(type, shape, ByteBuffer.wrap(Fields.readBytes(source)));
    }

    static void writeTensors(List<HostTensor> tensors, DataOutputView target) throws IOException {
        target.writeByte(tensors.size());
        for (HostTensor tensor : tensors) {
            writeTensor(tensor, target);
        }
    }

    static List<HostTensor> readTensors(DataInputView source) throws IOException {
        int count = source.readUnsignedByte();
        List<HostTensor> tensors = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            tensors.add(readTensor(source));
        }
        return tensors;
    }

    static void writePlaces(Places places, DataOutputView target) throws IOException {
        target.writeInt(places.partitions().size());
        for (PartitionPlaces partition : places.partitions()) {
            target.writeInt(partition.partition());
            target.writeLong(partition.from());
            target.writeLong(partition.to());
            target.writeByte(partition.lengthOrder());
            target.writeByte(partition.gapOrder());
            Fields.writeBytes(ByteBuffer.wrap(partition.bits()), target);
        }
    }

    static Places readPlaces(DataInputView source) throws IOException {
        int count = source.readInt();
        List<PartitionPlaces> partitions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            partitions.add(
                    PartitionPlaces.of(
                            source.readInt(),
                            source.readLong(),
                            source.readLong(),
                            source.readUnsignedByte(),
                            source.readUnsignedByte(),
                            Fields.readBytes(source)));
        }
        return new Places(partitions);
    }
}
