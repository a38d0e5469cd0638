package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.ratchet.training.device.DeviceTraffic;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Tensors on any device: what is read is a copy in a reused host buffer, piece by piece, so that a
 * large tensor needs no room of its size. A copy waits until the device has done what it was told
 * before.
 */
final class CopiedTensors implements InstanceTensors {
    /** Large enough that a copy's fixed cost does not count, small enough to stay in a cache. */
    private static final int PIECE_BYTES = 4 << 20;

    private static final long[] FIRST = {0};
    private static final long[] ONE_BY_ONE = {1};

    private final Layout layout;
    private final List<PtNDArray> arrays;
    private final NDManager manager;
    private final NDManager hostManager;
    private final DeviceTraffic traffic;
    private final HostBuffer download;
    private final HostBuffer upload;
    private final int pieceBytes;

    CopiedTensors(
            Layout layout,
            List<PtNDArray> arrays,
            NDManager manager,
            NDManager hostManager,
            DeviceTraffic traffic) {
        this.layout = layout;
        this.arrays = List.copyOf(arrays);
        this.manager = manager;
        this.hostManager = hostManager;
        this.traffic = traffic;
        download = new HostBuffer(hostManager);
        upload = new HostBuffer(hostManager);
        pieceBytes = Math.max(1, PIECE_BYTES / layout.chunkBytes()) * layout.chunkBytes();
    }

    @Override
    public Layout layout() {
        return layout;
    }

    /** As if both buffers were full from the start: they fill up with the first image. */
    @Override
    public long hostByteCount() {
        int largest = 0;
        for (TensorLayout tensor : layout.tensors()) {
            largest = Math.max(largest, tensor.byteCount());
        }
        return 2L * Math.min(largest, pieceBytes);
    }

    @Override
    public ByteBuffer view(int tensor) {
        return download(tensor, 0, layout.tensors().get(tensor).byteCount());
    }

    @Override
    public <X extends Exception> void read(int tensor, PieceReader<X> reader) throws X {
        int bytes = layout.tensors().get(tensor).byteCount();
        for (long next = 0; next < bytes; next += pieceBytes) {
            int from = (int) next;
            reader.read(from, download(tensor, from, Math.min(pieceBytes, bytes - from)));
        }
    }

    /** Copies bytes of a tensor straight into the reused buffer. */
    private ByteBuffer download(int tensor, int byteOffset, int byteCount) {
        ByteBuffer copy = download.ofBytes(byteCount);
        if (byteCount > 0) {
            long begin = System.nanoTime();
            long[] count = {byteCount / Float.BYTES};
            int from = byteOffset / Float.BYTES;
            withoutGraph(
                    () -> {
                        try (NDManager scope = manager.newSubManager();
                                NDArray host =
                                        download.array(
                                                hostManager, new Shape(count), DataType.FLOAT32)) {
                            PtNDArray flat = flat(tensor, scope);
                            PtNDArray part = JniUtils.slice(flat, 0, from, from + count[0], 1);
                            JniUtils.indexSet((PtNDArray) host, part, FIRST, count, ONE_BY_ONE);
                        }
                    });
            traffic.downloaded(byteCount, System.nanoTime() - begin);
        }
        return copy.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void write(int tensor, int byteOffset, byte[] bytes) {
        long begin = System.nanoTime();
        for (long next = 0; next < bytes.length; next += pieceBytes) {
            int from = (int) next;
            int byteCount = Math.min(pieceBytes, bytes.length - from);
            upload.ofBytes(byteCount).put(0, bytes, from, byteCount);
            upload(tensor, byteOffset + from, byteCount);
        }
        traffic.uploaded(bytes.length, System.nanoTime() - begin);
    }

    /** Copies the reused buffer straight into a tensor. */
    private void upload(int tensor, int byteOffset, int byteCount) {
        long from = byteOffset / Float.BYTES;
        int count = byteCount / Float.BYTES;
        withoutGraph(
                () -> {
                    try (NDManager scope = manager.newSubManager();
                            NDArray host =
                                    upload.array(hostManager, new Shape(count), DataType.FLOAT32)) {
                        long[] begin = {from};
                        long[] end = {from + count};
                        PtNDArray flat = flat(tensor, scope);
                        JniUtils.indexSet(flat, (PtNDArray) host, begin, end, ONE_BY_ONE);
                    }
                });
    }

    /** The same memory in one dimension. */
    private PtNDArray flat(int tensor, NDManager scope) {
        PtNDArray flat = JniUtils.reshape(arrays.get(tensor), new long[] {-1});
        flat.attach(scope);
        return flat;
    }

    /** A copy is no part of a graph. */
    private static void withoutGraph(Runnable copy) {
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            copy.run();
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }
}
