package io.ratchet.training.optimizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The update on a CPU: one pass over weights, gradients and moments, block by block.
 *
 * <p>Each element is updated by itself, so any cut into ranges gives the bits of the whole.
 *
 * <p><b>Owns</b>: the arrays that a block is copied into, which stay in the processor's cache and
 * let the compiler vectorise the loops.
 *
 * <p><b>Threading</b>: one for each training thread.
 */
public final class FusedUpdate {
    /** With two moments a block takes half of the smallest first-level cache in use, 32 KiB. */
    private static final int BLOCK_ELEMENTS = 1024;

    private static final int MOST_MOMENTS = 2;

    private final float[] weightBlock = new float[BLOCK_ELEMENTS];
    private final float[] gradientBlock = new float[BLOCK_ELEMENTS];
    private final float[][] momentBlocks = new float[MOST_MOMENTS][BLOCK_ELEMENTS];

    /**
     * Updates a range of one parameter in place: weights and moments. Gradients are read only.
     *
     * <p>Every buffer holds the whole tensor, FLOAT32 and little-endian, from index 0 to its limit;
     * direct ones are fast.
     *
     * @param spec the optimizer
     * @param arguments the step's
     * @param weights the parameter
     * @param gradients its gradient, not yet scaled
     * @param moments its moments, in the order of {@link OptimizerSpec#momentNames()}
     * @param fromElement the first element
     * @param toElement the element behind the last one
     */
    public void apply(
            OptimizerSpec spec,
            UpdateArguments arguments,
            ByteBuffer weights,
            ByteBuffer gradients,
            List<ByteBuffer> moments,
            int fromElement,
            int toElement) {
        UpdateRule rule = UpdateRule.of(spec, arguments);
        FloatBuffer weightFloats = floats("weights", weights, fromElement, toElement);
        FloatBuffer gradientFloats = floats("gradients", gradients, fromElement, toElement);
        FloatBuffer[] momentFloats = floats(spec, moments, fromElement, toElement);
        for (int from = fromElement; from < toElement; from += BLOCK_ELEMENTS) {
            int count = Math.min(BLOCK_ELEMENTS, toElement - from);
            weightFloats.get(from, weightBlock, 0, count);
            gradientFloats.get(from, gradientBlock, 0, count);
            for (int moment = 0; moment < momentFloats.length; moment++) {
                momentFloats[moment].get(from, momentBlocks[moment], 0, count);
            }
            rule.updateArrays(weightBlock, gradientBlock, momentBlocks, count);
            weightFloats.put(from, weightBlock, 0, count);
            for (int moment = 0; moment < momentFloats.length; moment++) {
                momentFloats[moment].put(from, momentBlocks[moment], 0, count);
            }
        }
    }

    /**
     * Updates the first elements of arrays in place: the same bits as through buffers.
     *
     * @param moments in the order of {@link OptimizerSpec#momentNames()}
     */
    public static void apply(
            OptimizerSpec spec,
            UpdateArguments arguments,
            float[] weights,
            float[] gradients,
            float[][] moments,
            int count) {
        UpdateRule.of(spec, arguments).updateArrays(weights, gradients, moments, count);
    }

    private static FloatBuffer[] floats(
            OptimizerSpec spec, List<ByteBuffer> moments, int fromElement, int toElement) {
        List<String> names = spec.momentNames();
        if (moments.size() != names.size()) {
            throw new IllegalArgumentException(
                    "The optimizer '"
                            + spec.code()
                            + "' keeps the moments "
                            + names
                            + ", but "
                            + moments.size()
                            + " were given.");
        }
        FloatBuffer[] views = new FloatBuffer[names.size()];
        for (int moment = 0; moment < views.length; moment++) {
            views[moment] = floats(names.get(moment), moments.get(moment), fromElement, toElement);
        }
        return views;
    }

    static FloatBuffer floats(String what, ByteBuffer bytes, int fromElement, int toElement) {
        FloatBuffer view =
                bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        if (fromElement < 0 || toElement < fromElement || toElement > view.limit()) {
            throw new IllegalArgumentException(
                    "Elements "
                            + fromElement
                            + " to "
                            + toElement
                            + " do not lie within the "
                            + view.limit()
                            + " elements of the "
                            + what
                            + ".");
        }
        return view;
    }
}
