package io.ratchet.job.record;

import io.ratchet.job.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on one of the job's topics that is not one of Ratchet's, or that this build cannot read.
 *
 * @param topic where it stands
 * @param partition its partition
 * @param offset its offset
 * @param key its key; what is no text in it is shown by its bytes
 * @param beginning the first bytes of its value, and how many there are
 * @param why what is wrong with it
 */
public record ForeignRecord(
        String topic, int partition, long offset, String key, String beginning, String why) {
    /** So many bytes tell whose it is. */
    private static final int SHOWN = 24;

    /** Of a record that its reader has refused. */
    public static ForeignRecord of(
            ConsumerRecord<byte[], byte[]> record, UnreadableRecordException refusal) {
        return of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                refusal);
    }

    /** The same of its parts. */
    public static ForeignRecord of(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            UnreadableRecordException refusal) {
        String why = String.valueOf(refusal.getMessage());
        return new ForeignRecord(
                topic,
                partition,
                offset,
                key == null ? "none" : "'" + shown(key, key.length) + "'",
                value == null
                        ? "no value"
                        : Message.of(
                                "%s bytes that begin with '%s'",
                                value.length, shown(value, Math.min(value.length, SHOWN))),
                why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
    }

    private static String shown(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int index = 0; index < count; index++) {
            int value = Byte.toUnsignedInt(bytes[index]);
            if (value >= ' ' && value < 0x7f) {
                text.append((char) value);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", value));
            }
        }
        return text.toString();
    }

    /** The key of a record as a text. */
    public static String key(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Which record it is, and what is wrong with it, without a full stop. */
    public String text() {
        return Message.of(
                "the record at offset %s of partition %s of %s (key %s, %s): %s",
                offset, partition, topic, key, beginning, why);
    }

    /** That it is left out of account, as a sentence. */
    public String passedOver() {
        return Message.of(
                """
                Left out of account: %s. Nobody else may write there: find out who does. To be rid \
                of the line, delete the record: write one without a value under its key.""",
                text());
    }
}
