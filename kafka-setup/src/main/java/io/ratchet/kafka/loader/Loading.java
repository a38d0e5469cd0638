package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.file.RecordReader;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One load under way: reads, waits for each record's turn, hands it on, reports. */
final class Loading {
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CheckedFile checked;
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
    private long read;
    private long headers;
    private long skipped;
    private List<String> remarks = List.of();

    Loading(
            CheckedFile checked,
            LoadOptions options,
            LoadListener listener,
            RecordSender sender,
            AtomicLong byteCounter,
            RecordPacer.NanoClock clock)
            throws IOException {
        this.checked = checked;
        this.file = checked.file();
        this.options = options;
        this.listener = listener;
        this.sender = sender;
        this.byteCounter = byteCounter;
        this.clock = clock;
        this.pacer =
                options.recordsPerSecond().isPresent()
                        ? new RecordPacer(options.recordsPerSecond().getAsDouble(), clock)
                        : null;
        long byteCount = file.byteCount();
        totalByteCount = byteCount < 0 ? -1 : byteCount * options.passes();
        startNanos = clock.nanoTime();
        nextReportNanos = startNanos;
    }

    LoadSummary run() throws IOException, InterruptedException {
        for (int pass = 0; pass < options.passes() && limitIsAhead(); pass++) {
            try (RecordReader reader = file.open(byteCounter)) {
                send(reader);
                read += reader.notes().read();
                headers += reader.notes().headers();
                skipped += reader.notes().skipped();
                if (pass == 0) {
                    remarks = remarks(reader);
                }
            }
        }
        sender.flush();
        LoadProgress end = progress(clock.nanoTime());
        listener.finished(end);
        List<Long> perPartition = sender.perPartition();
        long acknowledged = perPartition.stream().mapToLong(Long::longValue).sum();
        return new LoadSummary(
                sender.sentCount(),
                perPartition,
                end.elapsed(),
                new RowCounts(read, acknowledged, headers, skipped),
                remarks);
    }

    /** What is read only once was not told before what it is. */
    private List<String> remarks(RecordReader reader) {
        List<String> all = new ArrayList<>();
        if (checked.digest() == null) {
            all.add("Read as " + reader.form().words());
        }
        all.addAll(reader.notes().words());
        return all;
    }

    private void send(RecordReader reader) throws IOException, InterruptedException {
        RecordDigest digest = new RecordDigest();
        FileRecord next = limitIsAhead() ? reader.next() : null;
        while (next != null) {
            digest.add(next);
            refuseMore(digest);
            sendInTurn(next);
            next = limitIsAhead() ? reader.next() : null;
        }
        if (limitIsAhead()) {
            FileCheck.refuseNone(digest.count(), reader.notes());
        }
        refuseChanged(digest);
    }

    private void refuseMore(RecordDigest digest) throws IOException {
        RecordDigest expected = checked.digest();
        if (expected != null && checked.isWhole() && digest.count() > expected.count()) {
            throw new UnreadableFileException(
                    "the file has grown since it was checked, when it had "
                            + expected.count()
                            + " record(s). Load a file that nobody writes to");
        }
    }

    /** Compares what was sent with what was checked, where both are as long. */
    private void refuseChanged(RecordDigest digest) throws IOException {
        RecordDigest expected = checked.digest();
        if (expected == null || (digest.count() < expected.count() && !limitIsAhead())) {
            return;
        }
        if (digest.count() != expected.count() || digest.checksum() != expected.checksum()) {
            throw new UnreadableFileException(
                    "the file has changed since it was checked: it had "
                            + expected.count()
                            + " record(s), and now has "
                            + digest.count()
                            + ", or others. What was sent is no content that it ever had as a whole."
                            + " Load a file that nobody writes to");
        }
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
