package io.ratchet.training.instance;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Users' own models, good and bad. */
public final class CustomModels {
    private CustomModels() {}

    /** Two layers with dropout. */
    public static final class TwoLayers implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            int width = Integer.parseInt(options.getOrDefault("width", "8"));
            return new SequentialBlock()
                    .add(Linear.builder().setUnits(width).build())
                    .add(Activation.tanhBlock())
                    .add(Dropout.builder().optRate(0.1f).build())
                    .add(Linear.builder().setUnits(1).build());
        }
    }

    /** Multiplies by a parameter of its own, whose initial values it gives; ignores another one. */
    public static final class Scaled implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return new ScaledBlock();
        }

        @Override
        public Optional<float[]> initialValues(
                String name, List<Integer> shape, RandomGenerator random) {
            float[] values = new float[shape.get(0)];
            Arrays.fill(values, 0.5f);
            return Optional.of(values);
        }
    }

    /** The same block, but nobody says what its parameters begin with. */
    public static final class Silent implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return new ScaledBlock();
        }
    }

    /** Gives one number a batch. */
    public static final class WrongShape implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return LambdaBlock.singleton(array -> array.sum().reshape(1, 1), "sum");
        }
    }

    /** Gives three outputs. */
    public static final class ThreeOutputs implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return Linear.builder().setUnits(3).build();
        }
    }

    /** Fails. */
    public static final class Failing implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            throw new UnsupportedOperationException("no such width");
        }
    }

    /** Fails in training as the engine does where a GPU's memory runs out. */
    public static final class TooLarge implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return new SequentialBlock()
                    .add(new ForwardBlock(CustomModels::failWhereMemoryIsShort))
                    .add(Linear.builder().setUnits(1).build());
        }
    }

    /** Uses an operation for which PyTorch has no kernel that keeps an order. */
    public static final class Puts implements ModelProvider {
        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return new SequentialBlock()
                    .add(new ForwardBlock((inputs, training) -> put(inputs)))
                    .add(Linear.builder().setUnits(1).build());
        }
    }

    /** Cannot be made. */
    public static final class NeedsArgument implements ModelProvider {
        private final int width;

        public NeedsArgument(int width) {
            this.width = width;
        }

        @Override
        public Block block(InputSpec input, Map<String, String> options) {
            return Linear.builder().setUnits(width).build();
        }
    }

    private static NDList put(NDList inputs) {
        NDArray first = inputs.head();
        NDManager manager = first.getManager();
        NDArray place = manager.create(new long[] {0});
        return new NDList(first.duplicate().put(place, manager.create(new float[] {1})));
    }

    private static NDList failWhereMemoryIsShort(NDList inputs, boolean training) {
        if (training) {
            throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
        }
        return inputs;
    }

    /** What a forward pass does. */
    private interface Forward {
        NDList apply(NDList inputs, boolean training);
    }

    /** Has no parameters and keeps shapes; unlike DJL's own, it is not called to tell its shape. */
    private static final class ForwardBlock extends AbstractBlock {
        private final Forward forward;

        ForwardBlock(Forward forward) {
            this.forward = forward;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> options) {
            return forward.apply(inputs, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }

    private static final class ScaledBlock extends AbstractBlock {
        private final Parameter scale;

        @SuppressWarnings("this-escape")
        ScaledBlock() {
            scale = addParameter(parameter("scale"));
            addParameter(parameter("unused"));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> options) {
            NDArray input = inputs.singletonOrThrow();
            NDArray factors = store.getValue(scale, input.getDevice(), training);
            return new NDList(input.mul(factors).sum(new int[] {1}));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(inputShapes[0].get(0))};
        }

        private static Parameter parameter(String name) {
            return Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(3))
                    .build();
        }
    }
}
