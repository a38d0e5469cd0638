package io.ratchet.kafka.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of a reading, and what is worth knowing about those that are sent as they are.
 */
public final class RowNotes {
    private long read;
    private long headers;
    private long skipped;
    private final List<Finding> findings = new ArrayList<>();

    void rowRead() {
        read++;
    }

    void headerRead() {
        headers++;
    }

    /** A line without anything in it, which is no row. */
    void blankSkipped() {
        skipped++;
    }

    /** Something about a row that is sent all the same. */
    void found(String what, String consequence, long line) {
        for (Finding finding : findings) {
            if (finding.what.equals(what)) {
                finding.count++;
                return;
            }
        }
        findings.add(new Finding(what, consequence, line));
    }

    /** Something about the file as a whole. */
    void remarked(String what) {
        findings.add(new Finding(what, "", 0));
    }

    public long read() {
        return read;
    }

    public long headers() {
        return headers;
    }

    public long skipped() {
        return skipped;
    }

    /** For people, one sentence each. */
    public List<String> words() {
        return findings.stream().map(Finding::words).toList();
    }

    private static final class Finding {
        private final String what;
        private final String consequence;
        private final long line;
        private long count = 1;

        private Finding(String what, String consequence, long line) {
            this.what = what;
            this.consequence = consequence;
            this.line = line;
        }

        private String words() {
            return line == 0
                    ? what
                    : count
                            + (count == 1 ? " row is " : " rows are ")
                            + what
                            + " (line "
                            + line
                            + (count == 1 ? "); " : " is the first); ")
                            + consequence;
        }
    }
}
