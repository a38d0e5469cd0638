package io.ratchet.training.step.torch;

import java.util.ArrayList;
import java.util.List;

/** The guard of buffers in host memory. */
final class HostBufferGuard implements BufferGuard {
    private final AliasedTensors tensors;
    private final List<Integer> buffers;
    private final List<byte[]> saved = new ArrayList<>();

    HostBufferGuard(AliasedTensors tensors, List<Integer> buffers) {
        this.tensors = tensors;
        this.buffers = List.copyOf(buffers);
        for (int buffer : buffers) {
            saved.add(new byte[tensors.layout().tensors().get(buffer).byteCount()]);
        }
    }

    @Override
    public void save() {
        for (int index = 0; index < saved.size(); index++) {
            tensors.memory(buffers.get(index)).get(0, saved.get(index));
        }
    }

    @Override
    public void restore() {
        for (int index = 0; index < saved.size(); index++) {
            tensors.write(buffers.get(index), 0, saved.get(index));
        }
    }
}
