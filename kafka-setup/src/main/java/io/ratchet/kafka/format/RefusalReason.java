package io.ratchet.kafka.format;

import java.util.Arrays;
import java.util.Optional;

/** Why a record was refused. The {@link #code()} is what is stored; it never changes. */
public enum RefusalReason {
    /** There is no value, or it has no bytes. */
    EMPTY_RECORD(
            "empty-record",
            "the record has no value, or one without bytes",
            "look at the producer; tombstones do not belong on the topic"),
    /** The bytes do not follow their format: broken JSON, broken quoting, a broken header. */
    MALFORMED(
            "malformed",
            "the bytes do not follow their format: broken JSON or quoting, a broken header",
            "compare `format` and `separator` with what the topic holds"),
    /** The bytes end before their header says they do. */
    TRUNCATED(
            "truncated",
            "the bytes end before their header says so",
            "look at the producer, and at whatever copies records"),
    /** A declared column is not in the record. */
    MISSING_COLUMN(
            "missing-column",
            "a declared column is not in the record",
            "correct `columns`, or make a JSON field `optional`"),
    /** The record has more columns than its header. */
    EXTRA_COLUMN(
            "extra-column",
            "the record has more columns than are declared",
            "declare all columns of the line, the unused ones as `ignored`; look at quotes and `separator`"),
    /** A column that must have a value is empty or null. */
    MISSING_VALUE(
            "missing-value",
            "a column that must have a value is empty or null",
            "give the column `missing`, or `nulls` for how it is written"),
    /** A value is not of the declared type: text for a number, a time that does not exist. */
    WRONG_TYPE(
            "wrong-type",
            "a value is not of the declared type: text for a number, a time that does not exist",
            "correct the column's `type`, `decimal` or `written`"),
    /** A value is NaN, infinite, or becomes so as a 32-bit float. */
    NOT_FINITE(
            "not-finite",
            "a value is NaN or infinite, or is so as a 32-bit float",
            "say with `nulls` how a missing value is written, or scale the column"),
    /** The label is not one of the declared classes. */
    LABEL_OUT_OF_RANGE(
            "label-out-of-range",
            "the label is not one of the declared classes, or not 0 or 1",
            "correct `classes`, `above` or the label's column"),
    /** A declared tensor is not in the batch. */
    MISSING_TENSOR(
            "missing-tensor",
            "a declared tensor is not in the batch",
            "correct `tensors`, or the producer"),
    /** The batch has a tensor that was not declared. */
    EXTRA_TENSOR(
            "extra-tensor",
            "the batch has a tensor that is not declared",
            "declare it, or leave it out at the producer"),
    /** A tensor has another shape than declared, or the tensors differ in their sample count. */
    WRONG_SHAPE(
            "wrong-shape",
            "a tensor has another type or shape than declared, or another number of samples than the others",
            "correct `tensors`, or the producer"),
    /** The record's headers name no format, or another one. */
    UNKNOWN_FORMAT(
            "unknown-format",
            "the record's headers name no format, or another one",
            "compare `format` with what the producer sends"),
    /** The record's headers name a version that this build cannot read. */
    UNKNOWN_VERSION(
            "unknown-version",
            "the record's headers name a version that this build does not read",
            "go on with the build that knows it"),
    /** The record is larger than the limit of whoever reads it. */
    TOO_LARGE(
            "too-large",
            "the record is larger than `maxRecordBytes`",
            "raise it, or send smaller records"),
    /** A record of the run's key stands in another partition than the run reads. */
    WRONG_PARTITION(
            "wrong-partition",
            "a record of the run's key stands in another partition than Kafka's partitioner gives that key",
            "produce with Kafka's default partitioner; `ratchet quarantine --replay` puts them right");

    private final String code;
    private final String meaning;
    private final String remedy;

    RefusalReason(String code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The one of a code; empty for one that a later version has written. */
    public static Optional<RefusalReason> ofCode(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
    }

    /** The stable text that stands for this reason in stored records and metrics. */
    public String code() {
        return code;
    }

    /** What it means, in Markdown without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, in Markdown without a full stop. */
    public String remedy() {
        return remedy;
    }
}
