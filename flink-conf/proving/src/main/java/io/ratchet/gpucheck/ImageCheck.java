package io.ratchet.gpucheck;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.Image;
import java.util.ArrayList;
import java.util.List;

/** Images taken from the device and written back, there and on the CPU. */
final class ImageCheck {
    private static final String PART = "image";
    private static final int STEPS = 5;
    private static final double RATE = 0.001;

    /** Small ones, so that most tensors have several and their last one is shorter. */
    private static final int CHUNK_BYTES = 16 << 10;

    private ImageCheck() {}

    /** Takes and restores images of a model. */
    static List<Finding> run(CheckedModel model, ComputeDevice device) {
        RunSpec run = model.run(SamenessCheck.ADAM, RATE, 0);
        InstanceTemplate onDevice = InstanceTemplate.of(run, device, CHUNK_BYTES);
        InstanceTemplate onCpu = InstanceTemplate.of(run, new ComputeDevice.Cpu(), CHUNK_BYTES);
        List<Finding> findings = new ArrayList<>();
        try (Instance instance = onDevice.create()) {
            for (int step = 1; step <= STEPS; step++) {
                instance.step(model.batch(step));
            }
            Image image = Image.empty(instance.tensors().layout(), Image.Handover.KEPT);
            image.capture(instance.tensors());
            int unchanged = image.capture(instance.tensors()).size();
            findings.add(
                    finding(model, "chunks that differ without a step", unchanged, unchanged > 0));
            try (Instance restored = onDevice.createToRestore();
                    Instance elsewhere = onCpu.createToRestore()) {
                restore(image, instance, restored);
                restore(image, instance, elsewhere);
                findings.add(same(model, "restored on the device", instance, restored));
                findings.add(same(model, "restored on the CPU", instance, elsewhere));

                instance.step(model.batch(STEPS + 1L));
                List<ChunkChange> changes = image.capture(instance.tensors());
                HostTensors target = restored.tensors();
                for (ChunkChange change : changes) {
                    int offset = change.chunk() * CHUNK_BYTES;
                    target.write(change.tensor(), offset, change.bytes());
                }
                restored.resume(instance.progress());
                String what = "changed chunks written over the restored";
                findings.add(same(model, what, instance, restored));
            }
        }
        return findings;
    }

    private static void restore(Image image, Instance from, Instance to) {
        image.writeTo(to.tensors());
        to.resume(from.progress());
    }

    private static Finding same(
            CheckedModel model, String what, Instance expected, Instance restored) {
        boolean differs = !restored.fingerprint().equals(expected.fingerprint());
        return finding(model, what, differs ? 1 : 0, differs);
    }

    private static Finding finding(
            CheckedModel model, String what, double measured, boolean differs) {
        String detail = differs ? "the bits differ" : "";
        return new Finding(PART, model.name() + ": " + what, measured, 0, detail);
    }
}
