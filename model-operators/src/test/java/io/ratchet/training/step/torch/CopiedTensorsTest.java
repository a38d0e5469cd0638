package io.ratchet.training.step.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceTraffic;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of tensors from and to a device, on the CPU. */
class CopiedTensorsTest {
    private static final int CHUNK_BYTES = 192 * 1024;

    /** More than two pieces, less than a chunk, one number. */
    private static final List<List<Integer>> SHAPES =
            List.of(List.of(1025, 2048), List.of(3, 5), List.of());

    private final NDManager manager = ComputeDevice.engine().newBaseManager(Device.cpu());
    private final DeviceTraffic traffic = DeviceTraffic.counting();
    private final List<PtNDArray> arrays = new ArrayList<>();
    private final Layout layout = layout();
    private final CopiedTensors tensors =
            new CopiedTensors(
                    layout, arrays(), manager, manager.newSubManager(Device.cpu()), traffic);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void handsATensorOverPieceByPieceInWholeChunks() {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int tensor = 0; tensor < SHAPES.size(); tensor++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            tensors.read(
                    tensor,
                    (from, piece) -> {
                        assertThat(from).isEqualTo(all.size());
                        assertThat(from % CHUNK_BYTES).isZero();
                        byte[] bytes = new byte[piece.remaining()];
                        piece.get(bytes);
                        all.writeBytes(bytes);
                        pieces.add(piece);
                    });
            assertThat(all.toByteArray()).isEqualTo(bytes(arrays.get(tensor)));
        }
        assertThat(pieces).hasSize(3 + 1 + 1);
        assertThat(traffic.downloadedBytes()).isEqualTo(layout.byteCount());
        assertThat(traffic.downloadMillis()).isPositive();
    }

    @Test
    void writesAPartAndLeavesTheRest() {
        byte[] expected = bytes(arrays.get(0));
        byte[] part = new byte[CHUNK_BYTES];
        new Random(1).nextBytes(part);
        System.arraycopy(part, 0, expected, 3 * CHUNK_BYTES, CHUNK_BYTES);

        tensors.write(0, 3 * CHUNK_BYTES, part);

        assertThat(bytes(arrays.get(0))).isEqualTo(expected);
        assertThat(tensors.view(0)).isEqualTo(ByteBuffer.wrap(expected));
        assertThat(traffic.uploadedBytes()).isEqualTo(CHUNK_BYTES);
    }

    @Test
    void holdsNoMoreHostMemoryThanItSays() {
        byte[] whole = bytes(arrays.get(0));
        NDManager host = manager.newSubManager(Device.cpu());
        CopiedTensors fresh = new CopiedTensors(layout, arrays, manager, host, traffic);

        ((NDArray) arrays.get(0)).addi(1f);
        fresh.write(0, 0, whole);
        fresh.read(0, (from, piece) -> assertThat(piece.remaining()).isPositive());

        assertThat(bytes(arrays.get(0))).isEqualTo(whole);
        long held = 0;
        for (NDArray array : host.getManagedArrays()) {
            held += array.size() * array.getDataType().getNumOfBytes();
        }
        assertThat(fresh.hostByteCount()).isEqualTo(held).isLessThan(2L * whole.length);
    }

    @Test
    void whatWasReadIsNoViewOfTheDevice() {
        ByteBuffer before = tensors.view(1);
        float first = before.getFloat(0);

        ((NDArray) arrays.get(1)).addi(1f);

        assertThat(before.getFloat(0)).isEqualTo(first);
        assertThat(tensors.view(1).getFloat(0)).isEqualTo(first + 1);
    }

    private List<PtNDArray> arrays() {
        Random random = new Random(7);
        for (TensorLayout tensor : layout.tensors()) {
            ByteBuffer bytes =
                    ByteBuffer.allocateDirect(tensor.byteCount()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                bytes.putFloat(random.nextInt(1000));
            }
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            NDArray array = manager.zeros(new Shape(shape), DataType.FLOAT32);
            array.toByteBuffer(true).put(bytes.flip());
            arrays.add((PtNDArray) array);
        }
        return arrays;
    }

    private static Layout layout() {
        List<TensorLayout> layouts = new ArrayList<>();
        for (List<Integer> shape : SHAPES) {
            String name = "tensor-" + layouts.size();
            layouts.add(new TensorLayout(name, TensorRole.PARAMETER, TensorType.FLOAT32, shape));
        }
        return new Layout(layouts, CHUNK_BYTES);
    }

    private static byte[] bytes(NDArray array) {
        ByteBuffer buffer = array.toByteBuffer(true);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
