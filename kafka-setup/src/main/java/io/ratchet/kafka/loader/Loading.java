package io.ratchet.kafka.loader;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One load under way: reads, waits for each record's turn, hands it on, reports. */
final class Loading {
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RecordFile file;
    private final LoadOptions options;
    private final LoadListener listener;
    private final RecordSender sender;
    private final AtomicLong byteCounter;
    private final RecordPacer.NanoClock clock;
    private final @Nullable RecordPacer pacer;
    private final long totalByteCount;
    private final long startNanos;
    private long nextReportNanos;

    Loading(
            RecordFile file,
            LoadOptions options,
            LoadListener listener,
            RecordSender sender,
            AtomicLong byteCounter,
            RecordPacer.NanoClock clock)
            throws IOException {
        this.file = file;
        this.options = options;
        this.listener = listener;
        this.sender = sender;
        this.byteCounter = byteCounter;
        this.clock = clock;
        this.pacer =
                options.recordsPerSecond().isPresent()
                        ? new RecordPacer(options.recordsPerSecond().getAsDouble(), clock)
                        : null;
        totalByteCount = file.byteCount() * options.passes();
        startNanos = clock.nanoTime();
        nextReportNanos = startNanos;
    }

    LoadSummary run() throws IOException, InterruptedException {
        for (int pass = 0; pass < options.passes() && limitIsAhead(); pass++) {
            try (RecordReader reader = file.open(byteCounter)) {
                FileRecord next = limitIsAhead() ? reader.next() : null;
                while (next != null) {
                    sendInTurn(next);
                    next = limitIsAhead() ? reader.next() : null;
                }
            }
        }
        sender.flush();
        LoadProgress end = progress(clock.nanoTime());
        listener.finished(end);
        return new LoadSummary(sender.sentCount(), sender.perPartition(), end.elapsed());
    }

    private void sendInTurn(FileRecord next) throws IOException, InterruptedException {
        if (pacer != null) {
            pacer.awaitNext();
        }
        sender.send(next);
        // Looking at the clock for every record is worth it only where records are rare or large.
        if (pacer != null || next.tensors() || sender.sentCount() % 256 == 0) {
            long now = clock.nanoTime();
            if (now >= nextReportNanos) {
                nextReportNanos = now + REPORT_NANOS;
                listener.progressed(progress(now));
            }
        }
    }

    private boolean limitIsAhead() {
        return options.recordLimit().isEmpty()
                || sender.sentCount() < options.recordLimit().getAsLong();
    }

    private LoadProgress progress(long nowNanos) {
        return new LoadProgress(
                sender.sentCount(),
                byteCounter.get(),
                totalByteCount,
                Duration.ofNanos(nowNanos - startNanos));
    }
}
