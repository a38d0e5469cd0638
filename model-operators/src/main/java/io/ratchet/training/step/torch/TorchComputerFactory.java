package io.ratchet.training.step.torch;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepComputerFactory;
import io.ratchet.training.stored.StoredForm;

/** Makes what computes the steps of a run by PyTorch, on a leased device. */
public final class TorchComputerFactory implements StepComputerFactory {
    private final RunSpec spec;
    private final DeviceLease lease;
    private final InstanceFootprint footprint;
    private final int chunkBytes;
    private final UpdatePath path;

    private TorchComputerFactory(
            RunSpec spec,
            DeviceLease lease,
            InstanceFootprint footprint,
            int chunkBytes,
            UpdatePath path) {
        this.spec = spec;
        this.lease = lease;
        this.footprint = footprint;
        this.chunkBytes = chunkBytes;
        this.path = path;
    }

    /**
     * That of a run.
     *
     * @param lease where its instances live; given back by the caller, after they are closed
     * @param chunkBytes bytes of a chunk of their layout
     */
    public static TorchComputerFactory of(RunSpec spec, DeviceLease lease, int chunkBytes) {
        return lease.isGpu()
                ? new TorchComputerFactory(
                        spec, lease, FootprintEstimate.of(spec), chunkBytes, UpdatePath.DEVICE)
                : new TorchComputerFactory(
                        spec, lease, InstanceFootprint.NONE, chunkBytes, UpdatePath.HOST);
    }

    /** That of a run on a device that is shared with nobody, by either path. */
    public static TorchComputerFactory of(
            RunSpec spec, ComputeDevice resolved, int chunkBytes, UpdatePath path) {
        return new TorchComputerFactory(
                spec, DeviceLease.of(resolved), InstanceFootprint.NONE, chunkBytes, path);
    }

    @Override
    public StepComputer create() {
        return create(TorchComputer.Content.INITIAL_VALUES);
    }

    @Override
    public StepComputer createToRestore() {
        return create(TorchComputer.Content.ZEROS);
    }

    private StepComputer create(TorchComputer.Content content) {
        return TorchComputer.of(spec, lease, footprint, chunkBytes, path, content);
    }

    @Override
    public StepComputerFactory withChunkBytes(int otherBytes) {
        return otherBytes == chunkBytes
                ? this
                : new TorchComputerFactory(spec, lease, footprint, otherBytes, path);
    }

    @Override
    public InstanceFootprint footprint() {
        return footprint;
    }

    @Override
    public StoredForm form() {
        return StoredForm.CHUNKED;
    }
}
