package io.ratchet.operator.live;

import io.ratchet.operator.serializer.DamagedValueException;
import io.ratchet.training.batch.AssemblyCheck;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes live instances that are stored in one form, and checks that what is stored and the run
 * still fit. What becomes of a resume is for the {@link InstanceLoader}.
 */
sealed interface FormLoader permits ChunkedLoader, PackedLoader {
    /**
     * An instance that is gone on with.
     *
     * @param live the instance
     * @param stored how far it had come where it was stored
     * @param changes what is another than it was stored with
     */
    record Loaded(LiveInstance live, Progress stored, List<Change> changes) {}

    /** An instance before its first step; writes down what describes it. */
    LiveInstance create(String key, RunEntry run) throws Exception;

    /**
     * The stored instance of a key, to be gone on with; null where nothing is stored in this form.
     */
    @Nullable Loaded load(String key, RunEntry run) throws Exception;

    /** A stored instance for whoever looks at it: nothing is written down of that. */
    LiveInstance look(String key, RunEntry run) throws Exception;

    /** Goes on from stored records, if they fit each other. */
    static BatchAssembler assembler(String key, RunSpec spec, AssemblyState stored)
            throws DamagedValueException {
        // An instance among many, by key, is given blocks in no order of their own.
        if (key.equals(spec.run())) {
            Optional<String> fault = AssemblyCheck.fault(spec, stored);
            if (fault.isPresent()) {
                throw new DamagedValueException(
                        "batch assembly", "contradicts itself: " + fault.get());
            }
        }
        return BatchAssembler.restore(spec, stored);
    }
}
