package io.ratchet.training.run;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a run's spec a resume must find unchanged, as plain text by name: that without which
 * stored tensors do not fit, or the steps already taken were another run's.
 *
 * <p>Part of it: generation, seed, model with all its settings, loss, evaluation, input with the
 * rows of a batch, order, engine, the optimizer's kind and the moments it keeps. Not part of it,
 * and so free to change between two starts: learning rate and schedule, clip norm, weight decay,
 * betas and other numbers of the optimizer, until, partitions, refusal limit. The run's id is the
 * key it is stored under.
 */
public final class SpecIdentity {
    private static final String ABSENT = "absent";

    private SpecIdentity() {}

    /** The identity of a spec, sorted by name. */
    public static SortedMap<String, String> of(RunSpec spec) {
        SortedMap<String, String> identity = new TreeMap<>();
        identity.put("generation", Integer.toString(spec.generation()));
        identity.put("seed", Long.toString(spec.seed()));
        identity.put("loss", spec.loss().code());
        identity.put(
                "evaluation",
                switch (spec.evaluation()) {
                    case LOSS -> "loss";
                    case LOSS_AND_AUC -> "loss-and-auc";
                });
        identity.put(
                "order",
                switch (spec.order()) {
                    case TURNS -> "turns";
                    case ARRIVAL -> "arrival";
                });
        identity.put("optimizer", spec.optimizer().code());
        identity.put("optimizer.moments", spec.optimizer().momentNames().toString());
        if (spec.engine() != StepEngine.PYTORCH) { // runs of the first builds know no engine
            identity.put("engine", spec.engine().code());
        }
        addModel(identity, spec.model());
        addInput(identity, spec.input());
        return Collections.unmodifiableSortedMap(identity);
    }

    /**
     * What differs, one line each, such as {@code model.hidden: [64, 32] before, [128] now}; empty
     * where a resume is possible.
     */
    public static List<String> differences(Map<String, String> stored, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        names.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = stored.getOrDefault(name, ABSENT);
            String after = now.getOrDefault(name, ABSENT);
            if (!before.equals(after)) {
                differences.add(name + ": " + before + " before, " + after + " now");
            }
        }
        return List.copyOf(differences);
    }

    private static void addModel(SortedMap<String, String> identity, ModelSpec model) {
        identity.put("model", model.code());
        if (model.outputCount().isPresent()) {
            identity.put("model.outputs", Integer.toString(model.outputCount().getAsInt()));
        }
        if (model instanceof ModelSpec.Mlp mlp) {
            identity.put("model.hidden", mlp.hidden().toString());
            identity.put("model.dropout", Double.toString(mlp.dropout()));
        } else if (model instanceof ModelSpec.Tabular tabular) {
            identity.put("model.embedding", Integer.toString(tabular.embedding()));
            identity.put("model.hidden", tabular.hidden().toString());
            identity.put("model.dropout", Double.toString(tabular.dropout()));
        } else if (model instanceof ModelSpec.Convnet convnet) {
            identity.put("model.channels", convnet.channels().toString());
            identity.put("model.hidden", Integer.toString(convnet.hidden()));
            identity.put("model.batch-norm", Boolean.toString(convnet.batchNorm()));
            identity.put("model.dropout", Double.toString(convnet.dropout()));
        } else if (model instanceof ModelSpec.Custom custom) {
            identity.put("model.class", custom.className());
            custom.options().forEach((key, value) -> identity.put("model.options." + key, value));
        }
    }

    private static void addInput(SortedMap<String, String> identity, InputSpec input) {
        if (input instanceof InputSpec.Rows rows) {
            identity.put("input", "rows");
            identity.put("input.numeric", Integer.toString(rows.numericCount()));
            identity.put("input.cardinalities", rows.cardinalities().toString());
            identity.put("input.batch-rows", Integer.toString(rows.batchRows()));
        } else if (input instanceof InputSpec.Tensors tensors) {
            identity.put("input", "tensors");
            for (int index = 0; index < tensors.features().size(); index++) {
                identity.put("input.feature." + index, text(tensors.features().get(index)));
            }
            identity.put("input.label", text(tensors.label()));
        }
    }

    private static String text(InputSpec.FeatureTensor tensor) {
        return tensor.name() + " " + tensor.type().code() + " " + tensor.sampleShape();
    }
}
