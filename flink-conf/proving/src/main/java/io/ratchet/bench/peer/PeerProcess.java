package io.ratchet.bench.peer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A peer's process: trains for as long as it is told to, whenever it is told to.
 *
 * <p>Lines that it answers begin with {@link #MARK}, since libraries print as they like: first
 * {@code ready THREADS LIBRARY}, then for each {@code round WARM-UP-SECONDS SECONDS} that it reads
 * {@code done STEPS-PER-SECOND LOSS}, the loss being the mean over both. It ends with its input.
 */
public final class PeerProcess {
    /** How each answer begins. */
    public static final String MARK = "peer> ";

    private final PeerModel model;
    private final int batches;
    private int next;
    private long steps;
    private double losses;

    private PeerProcess(PeerModel model, int batches) {
        this.model = model;
        this.batches = batches;
    }

    /**
     * Runs the process to its end.
     *
     * @param arguments the file of batches, the widths of the hidden layers with commas between,
     *     the learning rate
     * @param maker makes the model
     */
    public static void run(String[] arguments, Function<PeerTask, PeerModel> maker)
            throws IOException {
        PrintStream answers =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<Integer> hidden =
                Arrays.stream(arguments[1].split(",", -1)).map(Integer::valueOf).toList();
        PeerBatches batches = PeerBatches.read(Path.of(arguments[0]));
        PeerModel model =
                maker.apply(new PeerTask(hidden, Double.parseDouble(arguments[2]), batches));
        answers.println(MARK + "ready " + model.threads() + " " + model.library());
        PeerProcess process = new PeerProcess(model, batches.batches().size());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            if (words.length != 3 || !words[0].equals("round")) {
                throw new IllegalArgumentException("Not an order: '" + order + "'.");
            }
            answers.println(
                    MARK
                            + "done "
                            + process.round(
                                    Double.parseDouble(words[1]), Double.parseDouble(words[2])));
        }
    }

    private String round(double warmUpSeconds, double seconds) {
        steps = 0;
        losses = 0;
        train(warmUpSeconds);
        return train(seconds) + " " + losses / steps;
    }

    private double train(double seconds) {
        long begin = System.nanoTime();
        long before = steps;
        double elapsed;
        do {
            losses += model.train(next);
            next = (next + 1) % batches;
            steps++;
            elapsed = (System.nanoTime() - begin) / 1e9;
        } while (elapsed < seconds);
        return (steps - before) / elapsed;
    }
}
