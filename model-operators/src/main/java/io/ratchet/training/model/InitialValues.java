package io.ratchet.training.model;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.ratchet.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that parameters begin with, from the run's seed and their names: the same in every
 * process and in every order.
 *
 * <p>Weights and biases are uniform within ±1/√fan-in, as torch.nn.Linear and torch.nn.Conv2d
 * begin.
 */
public final class InitialValues {
    private InitialValues() {}

    /**
     * The values of one parameter, row-major.
     *
     * @param model the model; initialised, so that all shapes are known
     * @param parameters all its parameters by name
     * @param index which of them
     * @param seed the run's
     */
    public static float[] of(
            BuiltModel model, List<Pair<String, Parameter>> parameters, int index, long seed) {
        String name = parameters.get(index).getKey();
        Parameter parameter = parameters.get(index).getValue();
        List<Integer> shape = shape(parameter);
        int count = Math.toIntExact(HostTensor.elementCount(shape));
        SplitMix64 random = new SplitMix64(SplitMix64.seedOf(seed, name));
        Optional<float[]> own = model.hook().initialValues(name, shape, random);
        if (own.isPresent()) {
            if (own.get().length != count) {
                throw new IncompatibleModelException(
                        "The parameter '"
                                + name
                                + "' of shape "
                                + shape
                                + " needs "
                                + count
                                + " initial values, but its model provider gave "
                                + own.get().length
                                + ".");
            }
            return own.get();
        }
        float[] values = new float[count];
        switch (parameter.getType()) {
            case WEIGHT -> fillUniform(values, fanIn(shape), random);
            case BIAS -> fillUniform(values, fanInBeside(name, parameters), random);
            case GAMMA, RUNNING_VAR -> Arrays.fill(values, 1f);
            case BETA, RUNNING_MEAN -> {}
            case OTHER ->
                    throw new IncompatibleModelException(
                            "The parameter '"
                                    + name
                                    + "' has the type OTHER, which has no initial values of its"
                                    + " own: return them from the model provider's"
                                    + " initialValues.");
        }
        return values;
    }

    /** The values of a weight or bias: uniform within ±1/√fan-in, from seed and name. */
    public static float[] uniform(String name, int count, long fanIn, long seed) {
        float[] values = new float[count];
        fillUniform(values, fanIn, new SplitMix64(SplitMix64.seedOf(seed, name)));
        return values;
    }

    private static List<Integer> shape(Parameter parameter) {
        return Arrays.stream(parameter.getArray().getShape().getShape())
                .mapToObj(Math::toIntExact)
                .toList();
    }

    /** Everything but the first extent: (outputs, inputs, kernel height, kernel width). */
    private static long fanIn(List<Integer> shape) {
        return shape.size() < 2 ? 1 : HostTensor.elementCount(shape.subList(1, shape.size()));
    }

    /** The fan-in of the weight in the same block; 0 where there is none. */
    private static long fanInBeside(String bias, List<Pair<String, Parameter>> parameters) {
        String block = bias.substring(0, bias.lastIndexOf('_') + 1);
        for (Pair<String, Parameter> candidate : parameters) {
            String name = candidate.getKey();
            if (candidate.getValue().getType() == Parameter.Type.WEIGHT
                    && name.startsWith(block)
                    && name.indexOf('_', block.length()) < 0) {
                return fanIn(shape(candidate.getValue()));
            }
        }
        return 0;
    }

    private static void fillUniform(float[] values, long fanIn, SplitMix64 random) {
        if (fanIn == 0) {
            return;
        }
        double bound = 1 / Math.sqrt((double) fanIn);
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
    }
}
