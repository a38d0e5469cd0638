package io.ratchet.training.instance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors on any device: a view is a copy in one reused host buffer. */
final class CopiedTensors implements InstanceTensors {
    private static final long[] ONE_BY_ONE = {1};

    private final Layout layout;
    private final List<PtNDArray> arrays;
    private final NDManager manager;
    private final HostBuffer download;
    private final HostBuffer upload;

    CopiedTensors(Layout layout, List<PtNDArray> arrays, NDManager manager, NDManager hostManager) {
        this.layout = layout;
        this.arrays = List.copyOf(arrays);
        this.manager = manager;
        download = new HostBuffer(hostManager);
        upload = new HostBuffer(hostManager);
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public ByteBuffer view(int tensor) {
        ByteBuffer copy = download.ofBytes(layout.tensors().get(tensor).byteCount()).clear();
        try (NDManager scope = manager.newSubManager()) {
            NDArray host = JniUtils.to(arrays.get(tensor), DataType.FLOAT32, ai.djl.Device.cpu());
            host.attach(scope);
            copy.put(host.toByteBuffer(true));
        }
        return copy.flip().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void write(int tensor, int byteOffset, byte[] bytes) {
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(false); // a copy is no part of a graph
        try (NDManager scope = manager.newSubManager()) {
            PtNDArray flat = JniUtils.reshape(arrays.get(tensor), new long[] {-1});
            flat.attach(scope);
            upload.ofBytes(bytes.length).put(0, bytes);
            int from = byteOffset / Float.BYTES;
            int count = bytes.length / Float.BYTES;
            NDArray values = upload.array(scope, new Shape(count), DataType.FLOAT32);
            long[] begin = {from};
            long[] end = {from + count};
            JniUtils.indexSet(flat, (PtNDArray) values, begin, end, ONE_BY_ONE);
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }
}
