package io.ratchet.job.record;

import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.batch.Places;
import java.util.List;
import java.util.Map;

/** Batches that were refused in the step, on the quarantine topic. */
public final class PoisonedBatchCodec implements RecordCodec<PoisonedBatch> {
    private static final long serialVersionUID = 1L;

    private final int recordBytes;
    private final Map<String, String> topicsByRun;

    /**
     * @param recordBytes the bytes that key and value of a record may have together
     * @param topicsByRun the topic that each run reads
     */
    public PoisonedBatchCodec(int recordBytes, Map<String, String> topicsByRun) {
        this.recordBytes = recordBytes;
        this.topicsByRun = Map.copyOf(topicsByRun);
    }

    @Override
    public String key(PoisonedBatch value) {
        return value.run();
    }

    /** The longest name that a track has. */
    static String part(String instance, int partition) {
        return "batches/" + instance + "/" + partition;
    }

    /** A record is in one batch only, so that a batch is told by its first. */
    @Override
    public List<TrackRange> ranges(String topic, PoisonedBatch value) {
        PartitionPlaces first = value.places().partitions().get(0);
        Track track =
                new Track(
                        topic,
                        value.run(),
                        value.generation(),
                        part(value.instance(), first.partition()));
        return List.of(TrackRange.at(track, first.from()));
    }

    @Override
    public List<byte[]> encode(PoisonedBatch value) {
        int room = RecordParts.room(recordBytes, key(value));
        String detail = Shortened.text(value.detail(), room / 4);
        return RecordParts.of(
                value.places(), room, (places, part) -> encode(value, detail, places, part));
    }

    private byte[] encode(PoisonedBatch value, String detail, Places places, Part part) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("kind", QuarantineEntry.BATCH);
                    json.writeStringField("run", value.run());
                    json.writeStringField("instance", value.instance());
                    json.writeNumberField("generation", value.generation());
                    json.writeNumberField("attemptedStep", value.attemptedStep());
                    json.writeStringField("reason", value.reason());
                    json.writeStringField("detail", detail);
                    json.writeStringField("topic", topicsByRun.getOrDefault(value.run(), ""));
                    PlacesJson.write(json, places);
                    part.write(json);
                    json.writeNumberField("time", value.timeMillis());
                });
    }
}
