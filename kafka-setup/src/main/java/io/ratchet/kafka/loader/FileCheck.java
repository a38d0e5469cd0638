package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.FileRecord;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.file.RecordReader;
import io.ratchet.kafka.file.RowNotes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads files once before anything of them is sent, so that a file is taken as a whole or not at
 * all. What cannot be read again, such as a pipe, is checked while it is sent.
 */
public final class FileCheck {
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RECORDS_A_LOOK_AT_THE_CLOCK = 1024;

    private final RecordFile file;
    private final LoadOptions options;
    private final LoadListener listener;
    private final AtomicLong byteCounter = new AtomicLong();
    private final RecordDigest digest = new RecordDigest();
    private final long startNanos = System.nanoTime();
    private long nextReportNanos = startNanos;

    private FileCheck(RecordFile file, LoadOptions options, LoadListener listener) {
        this.file = file;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Reads the files as they would be loaded.
     *
     * @throws LoadException if they cannot be taken; says what they look like
     * @throws InterruptedException if the thread is interrupted
     */
    public static CheckedFile check(RecordFile file, LoadOptions options, LoadListener listener)
            throws LoadException, InterruptedException {
        try {
            return new FileCheck(file, options, listener).run();
        } catch (IOException refused) {
            throw new LoadException(
                    "Cannot load "
                            + file.fileNames()
                            + ": "
                            + LoadException.reason(refused)
                            + ". Nothing was sent.",
                    refused);
        }
    }

    private CheckedFile run() throws IOException, InterruptedException, LoadException {
        long totalByteCount = file.byteCount();
        if (!file.canBeReadAgain()) {
            if (options.passes() > 1) {
                throw new IOException(
                        "it can be read only once, but is to be read "
                                + options.passes()
                                + " times (--passes)");
            }
            return new CheckedFile(
                    file,
                    null,
                    false,
                    new FileForm(
                            "",
                            List.of(),
                            "can be read only once, so it is checked while it is sent"),
                    List.of());
        }
        try (RecordReader reader = file.open(byteCounter)) {
            @Nullable FileRecord next = reader.next();
            while (next != null && isBelowLimit()) {
                digest.add(next);
                report(totalByteCount);
                next = isBelowLimit() ? reader.next() : null;
            }
            refuseNone(digest.count(), reader.notes());
            return new CheckedFile(
                    file, digest, isBelowLimit(), reader.form(), reader.notes().words());
        }
    }

    /** Refuses files without a record. */
    static void refuseNone(long recordCount, RowNotes notes) throws IOException {
        if (recordCount == 0) {
            throw new IOException(
                    notes.headers() > 0
                            ? "there is a header in it and no record"
                            : "there is no record in it");
        }
    }

    private boolean isBelowLimit() {
        return options.recordLimit().isEmpty()
                || digest.count() < options.recordLimit().getAsLong();
    }

    private void report(long totalByteCount) throws InterruptedException {
        if (digest.count() % RECORDS_A_LOOK_AT_THE_CLOCK != 0) {
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while checking " + file.fileNames());
        }
        long now = System.nanoTime();
        if (now >= nextReportNanos) {
            nextReportNanos = now + REPORT_NANOS;
            listener.checked(
                    new LoadProgress(
                            digest.count(),
                            byteCounter.get(),
                            totalByteCount,
                            Duration.ofNanos(now - startNanos)));
        }
    }
}
