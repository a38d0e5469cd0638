package io.ratchet.training.step.java;

import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.PackedTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The tensors of a {@link JavaComputer}: pieces of a few arrays. A view is a copy that holds for
 * good.
 */
final class JavaTensors implements HostTensors, PackedTensors {
    private final JavaTemplate template;
    private final float[] parameters;
    private final float[][] moments;

    JavaTensors(JavaTemplate template) {
        this.template = template;
        parameters = template.initial().clone();
        OptimizerSpec optimizer = template.spec().optimizer();
        List<String> names = optimizer.momentNames();
        moments = new float[names.size()][parameters.length];
        for (int moment = 0; moment < moments.length; moment++) {
            Arrays.fill(moments[moment], optimizer.momentInitialValue(names.get(moment)));
        }
    }

    /** All parameters, piece after piece. */
    float[] parameters() {
        return parameters;
    }

    /** The moments, each as long as the parameters. */
    float[][] moments() {
        return moments;
    }

    @Override
    public Layout layout() {
        return template.layout();
    }

    private float[] plane(int tensor) {
        int plane = template.planes()[tensor];
        return plane == 0 ? parameters : moments[plane - 1];
    }

    @Override
    public ByteBuffer view(int tensor) {
        int bytes = layout().tensors().get(tensor).byteCount();
        ByteBuffer view = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        view.asFloatBuffer().put(plane(tensor), template.offsets()[tensor], bytes / Float.BYTES);
        return view;
    }

    @Override
    public void write(int tensor, int byteOffset, byte[] bytes) {
        floats(bytes)
                .get(
                        plane(tensor),
                        template.offsets()[tensor] + byteOffset / Float.BYTES,
                        bytes.length / Float.BYTES);
    }

    /** The parameters, then each moment. */
    @Override
    public byte[] pack() {
        byte[] bytes = new byte[packedByteCount()];
        FloatBuffer floats = floats(bytes);
        floats.put(parameters);
        for (float[] moment : moments) {
            floats.put(moment);
        }
        return bytes;
    }

    @Override
    public void unpack(byte[] bytes) {
        if (bytes.length != packedByteCount()) {
            throw new IllegalArgumentException(
                    "The instance has "
                            + packedByteCount()
                            + " bytes of tensors, but "
                            + bytes.length
                            + " were stored. The state does not belong to this run.");
        }
        FloatBuffer floats = floats(bytes);
        floats.get(parameters);
        for (float[] moment : moments) {
            floats.get(moment);
        }
    }

    private int packedByteCount() {
        return Float.BYTES * parameters.length * (1 + moments.length);
    }

    private static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
