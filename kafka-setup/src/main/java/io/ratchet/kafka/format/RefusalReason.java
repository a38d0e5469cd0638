package io.ratchet.kafka.format;

/** Why a record was refused. The {@link #code()} is what is stored; it never changes. */
public enum RefusalReason {
    /** There is no value, or it has no bytes. */
    EMPTY_RECORD("empty-record"),
    /** The bytes do not follow their format: broken JSON, broken quoting, a broken header. */
    MALFORMED("malformed"),
    /** The bytes end before their header says they do. */
    TRUNCATED("truncated"),
    /** A declared column is not in the record. */
    MISSING_COLUMN("missing-column"),
    /** The record has more columns than its header. */
    EXTRA_COLUMN("extra-column"),
    /** A column that must have a value is empty or null. */
    MISSING_VALUE("missing-value"),
    /** A value is not of the declared type: text for a number, a time that does not exist. */
    WRONG_TYPE("wrong-type"),
    /** A value is NaN, infinite, or becomes so as a 32-bit float. */
    NOT_FINITE("not-finite"),
    /** The label is not one of the declared classes. */
    LABEL_OUT_OF_RANGE("label-out-of-range"),
    /** A declared tensor is not in the batch. */
    MISSING_TENSOR("missing-tensor"),
    /** The batch has a tensor that was not declared. */
    EXTRA_TENSOR("extra-tensor"),
    /** A tensor has another shape than declared, or the tensors differ in their sample count. */
    WRONG_SHAPE("wrong-shape"),
    /** The record's headers name no format, or another one. */
    UNKNOWN_FORMAT("unknown-format"),
    /** The record's headers name a version that this build cannot read. */
    UNKNOWN_VERSION("unknown-version"),
    /** The record is larger than the limit of whoever reads it. */
    TOO_LARGE("too-large");

    private final String code;

    RefusalReason(String code) {
        this.code = code;
    }

    /** The stable text that stands for this reason in stored records and metrics. */
    public String code() {
        return code;
    }
}
