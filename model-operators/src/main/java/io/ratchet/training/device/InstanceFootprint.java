package io.ratchet.training.device;

/**
 * What an instance needs of its device's memory, worked out from its tensors.
 *
 * @param residentBytes as long as it lives: parameters, gradients, moments, and the model's buffers
 *     with the copy that a refused batch is undone with
 * @param updateBytes more, while its largest parameter is updated
 */
public record InstanceFootprint(long residentBytes, long updateBytes) {
    /** That of an instance whose device is the host. */
    public static final InstanceFootprint NONE = new InstanceFootprint(0, 0);

    /** What both need at once: they live beside each other, but are updated in turns. */
    public InstanceFootprint and(InstanceFootprint other) {
        return new InstanceFootprint(
                residentBytes + other.residentBytes, Math.max(updateBytes, other.updateBytes));
    }
}
