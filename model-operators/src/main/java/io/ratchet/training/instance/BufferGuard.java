package io.ratchet.training.instance;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers what the forward pass changes (running means and variances), so that a refused batch
 * leaves no trace.
 */
final class BufferGuard {
    private final HostTensors tensors;
    private final List<Integer> buffers;
    private final List<byte[]> saved = new ArrayList<>();

    BufferGuard(HostTensors tensors, List<Integer> buffers) {
        this.tensors = tensors;
        this.buffers = List.copyOf(buffers);
        for (int buffer : buffers) {
            saved.add(new byte[tensors.layout().tensors().get(buffer).byteCount()]);
        }
    }

    void save() {
        for (int index = 0; index < saved.size(); index++) {
            tensors.view(buffers.get(index)).get(0, saved.get(index));
        }
    }

    void restore() {
        for (int index = 0; index < saved.size(); index++) {
            tensors.write(buffers.get(index), 0, saved.get(index));
        }
    }
}
