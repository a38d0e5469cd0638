package io.ratchet.operator.end;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.operator.live.InstanceLoader;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.SpecContract;
import io.ratchet.training.stored.DeliveredModel;
import io.ratchet.training.stored.ModelFile;
import io.ratchet.training.stored.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes models: final ones, and those of runs that a stop interrupts. Called only when the
 * checkpoint that holds what is written is complete; called again it leaves what it has written
 * before. Another whole model in its place, which only somebody else can have put there, is moved
 * aside, never overwritten.
 */
public final class ModelPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);
    private static final int LINEAGE_VERSION = 2;
    private static final int SHOWN_DIGITS = 16;

    private final ObjectMapper json = new ObjectMapper();
    private final Path directory;
    private final InstanceLoader loader;

    public ModelPublisher(Path directory, InstanceLoader loader) {
        this.directory = directory;
        this.loader = loader;
    }

    /** Where the model of an instance belongs. */
    ModelFolder folder(RunSpec spec, String key, long step) {
        return ModelFolder.of(directory, key, spec.generation(), step);
    }

    /** Writes the model of an instance; returns its fingerprint. */
    String publish(LiveInstance live) throws IOException {
        Progress progress = live.instance().progress();
        String sha256 = live.instance().fingerprint();
        ModelFolder folder = folder(live.spec(), live.key(), progress.step());
        DeliveredModel before = DeliveredModel.in(folder);
        if (before.fault(sha256).isEmpty()) {
            LOG.info(
                    "The {} of instance '{}' is there already: {}",
                    name(progress),
                    live.key(),
                    folder.file());
            return sha256;
        }
        if (before instanceof DeliveredModel.Whole other) {
            moveAside(folder.path(), other.sha256());
        } else if (before instanceof DeliveredModel.Damaged damaged) {
            LOG.warn("{} {}; it is written again", folder.file(), damaged.reason());
        }
        Path file =
                ModelFile.write(
                        folder.path(),
                        live.instance().tensors(),
                        metadata(live, progress, sha256),
                        lineage(live, progress, sha256));
        LOG.info(
                "Wrote the {} of instance '{}' at step {} to {} with SHA-256 {}",
                name(progress),
                live.key(),
                progress.step(),
                file,
                sha256);
        return sha256;
    }

    private static String name(Progress progress) {
        return progress.status() == RunStatus.TRAINING ? "interrupted model" : "final model";
    }

    /** What the model's own header says: whoever has only that file can read its answers. */
    private static Map<String, String> metadata(
            LiveInstance live, Progress progress, String sha256) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("run", live.spec().run());
        metadata.put("instance", live.key());
        metadata.put("step", Long.toString(progress.step()));
        metadata.put(ModelFile.SHA_256, sha256);
        String classes = live.spec().agreed().fixed().get(RunContract.CLASSES);
        if (classes != null) {
            metadata.put(ModelFile.CLASSES, classes);
        }
        return metadata;
    }

    private static void moveAside(Path folder, String sha256) throws IOException {
        String name = folder.getFileName() + ".other-" + sha256.substring(0, SHOWN_DIGITS);
        Path aside = folder.resolveSibling(name);
        for (int count = 2; Files.exists(aside); count++) {
            aside = folder.resolveSibling(name + "-" + count);
        }
        Files.move(folder, aside);
        LOG.warn(
                "In {} stood another model, of SHA-256 {}; it was moved to {}. Two jobs of one"
                        + " name share a folder of models: give each its own.",
                folder,
                sha256,
                aside);
    }

    private String lineage(LiveInstance live, Progress progress, String sha256)
            throws JsonProcessingException {
        Map<String, Object> lineage = new LinkedHashMap<>();
        lineage.put("v", LINEAGE_VERSION);
        lineage.put("run", live.spec().run());
        lineage.put("instance", live.key());
        lineage.put("generation", live.spec().generation());
        if (progress.status() == RunStatus.TRAINING) {
            lineage.put("status", progress.status().code());
        }
        lineage.put("step", progress.step());
        lineage.put("samples", progress.samples());
        lineage.put("seed", live.spec().seed());
        lineage.put("sha256", sha256);
        lineage.put("partitions", spans(live, live.assembler().state().positions()));
        RunContract contract = SpecContract.of(live.spec());
        String classes = contract.fixed().get(RunContract.CLASSES);
        if (classes != null) {
            lineage.put(ModelFile.CLASSES, json.readTree(classes));
        }
        lineage.put("fixed", contract.fixed());
        lineage.put("changeable", contract.changeable());
        lineage.put("environment", loader.environment(live.spec()));
        lineage.put("history", live.history());
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(lineage);
    }

    private static List<Map<String, Object>> spans(LiveInstance live, List<Long> positions) {
        List<Map<String, Object>> spans = new ArrayList<>();
        for (int index = 0; index < positions.size(); index++) {
            PartitionSpan span = live.spec().partitions().get(index);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("partition", span.partition());
            entry.put("begin", span.begin());
            entry.put("position", positions.get(index));
            spans.add(entry);
        }
        return spans;
    }
}
