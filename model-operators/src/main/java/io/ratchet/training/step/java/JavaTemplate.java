package io.ratchet.training.step.java;

import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InitialValues;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.util.ArrayList;
import java.util.List;

/**
 * What all {@link JavaComputer}s of a run have in common.
 *
 * @param spec the run
 * @param network their network
 * @param layout their tensors: the parameters, then the moments by parameter
 * @param planes for each tensor the array that it lies in: 0 for the parameters, then the moments
 * @param offsets for each tensor where it begins in its array
 * @param initial the parameters before the first step
 */
record JavaTemplate(
        RunSpec spec,
        JavaNetwork network,
        Layout layout,
        int[] planes,
        int[] offsets,
        float[] initial) {

    static JavaTemplate of(RunSpec spec, int chunkBytes) {
        JavaNetwork network = JavaNetwork.of(spec);
        OptimizerSpec optimizer = spec.optimizer();
        List<String> names = optimizer.momentNames();
        float[] initial = new float[network.parameterCount()];
        List<TensorLayout> tensors = new ArrayList<>();
        int[] planes = new int[network.pieces().size() * (1 + names.size())];
        int[] offsets = new int[planes.length];
        for (JavaNetwork.Piece piece : network.pieces()) {
            float[] values =
                    InitialValues.uniform(piece.name(), piece.count(), piece.fanIn(), spec.seed());
            System.arraycopy(values, 0, initial, piece.offset(), values.length);
            offsets[tensors.size()] = piece.offset();
            tensors.add(tensor(piece.name(), TensorRole.PARAMETER, piece));
        }
        for (JavaNetwork.Piece piece : network.pieces()) {
            for (int moment = 0; moment < names.size(); moment++) {
                planes[tensors.size()] = 1 + moment;
                offsets[tensors.size()] = piece.offset();
                String name = piece.name() + "#" + names.get(moment);
                tensors.add(tensor(name, TensorRole.MOMENT, piece));
            }
        }
        return new JavaTemplate(
                spec, network, new Layout(tensors, chunkBytes), planes, offsets, initial);
    }

    private static TensorLayout tensor(String name, TensorRole role, JavaNetwork.Piece piece) {
        return new TensorLayout(name, role, TensorType.FLOAT32, piece.shape());
    }
}
