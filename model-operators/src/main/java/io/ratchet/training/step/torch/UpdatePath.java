package io.ratchet.training.step.torch;

/** Where parameters are updated. */
public enum UpdatePath {
    /** One pass in Java over host memory. */
    HOST,
    /** Tensor operations on the instance's device. */
    DEVICE
}
