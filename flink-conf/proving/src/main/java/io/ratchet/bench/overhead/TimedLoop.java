package io.ratchet.bench.overhead;

import io.ratchet.bench.job.JobContestant;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.training.batch.Batch;
import java.time.Duration;
import java.util.List;

/**
 * A loop over batches in the calling thread, timed after a while; its figure is {@link
 * JobContestant#STEPS}.
 */
public abstract class TimedLoop implements Contestant {
    private final String name;
    private final List<Batch> batches;
    private final Duration warmUp;
    private final Duration window;
    private int next;

    TimedLoop(String name, List<Batch> batches, Duration warmUp, Duration window) {
        this.name = name;
        this.batches = batches;
        this.warmUp = warmUp;
        this.window = window;
    }

    @Override
    public String name() {
        return name;
    }

    /** Trains on a batch. */
    abstract void train(int index, Batch batch);

    @Override
    public Figures round() {
        run(warmUp);
        return Figures.of(JobContestant.STEPS, run(window));
    }

    private double run(Duration time) {
        long begin = System.nanoTime();
        long steps = 0;
        long elapsed;
        do {
            int index = next;
            next = (next + 1) % batches.size();
            train(index, batches.get(index));
            steps++;
            elapsed = System.nanoTime() - begin;
        } while (elapsed < time.toNanos());
        return steps * 1e9 / elapsed;
    }

    @Override
    public abstract void close();
}
