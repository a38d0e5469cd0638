package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.RecordFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that were read once, to their end or to the limit, and can be sent. */
public final class CheckedFile {
    private final RecordFile file;
    private final @Nullable RecordDigest digest;
    private final boolean whole;
    private final FileForm form;
    private final List<String> remarks;

    CheckedFile(
            RecordFile file,
            @Nullable RecordDigest digest,
            boolean whole,
            FileForm form,
            List<String> remarks) {
        this.file = file;
        this.digest = digest;
        this.whole = whole;
        this.form = form;
        this.remarks = List.copyOf(remarks);
    }

    /** What the files are read as. */
    public FileForm form() {
        return form;
    }

    /** What was noticed about them, for people. */
    public List<String> remarks() {
        return remarks;
    }

    RecordFile file() {
        return file;
    }

    /** What reading them again has to give; null where they are read only once. */
    @Nullable RecordDigest digest() {
        return digest;
    }

    /** Whether the digest is that of all records, and not of those up to a limit. */
    boolean isWhole() {
        return whole;
    }
}
