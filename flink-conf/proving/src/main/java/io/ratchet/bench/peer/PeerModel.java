package io.ratchet.bench.peer;

/**
 * A network of another library, over batches that it has made ready.
 *
 * <p><b>Threading</b>: one thread.
 */
public interface PeerModel {
    /** The library's name and version. */
    String library();

    /** How many threads the library says that it computes with. */
    int threads();

    /**
     * Trains on a batch.
     *
     * @param batch which one, from 0
     * @return its mean loss before the update
     */
    double train(int batch);
}
