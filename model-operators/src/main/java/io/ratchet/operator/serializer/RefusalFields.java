package io.ratchet.operator.serializer;

import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.RefusedStretch;
import io.ratchet.training.run.Participation;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads and writes what was refused. */
final class RefusalFields {
    private RefusalFields() {}

    static void writePlaces(List<RefusedPlace> places, DataOutputView target) throws IOException {
        target.writeInt(places.size());
        for (RefusedPlace place : places) {
            target.writeLong(place.offset());
            target.writeUTF(place.reason());
            Fields.writeText(place.detail(), target);
        }
    }

    static List<RefusedPlace> readPlaces(DataInputView source) throws IOException {
        int count = source.readInt();
        List<RefusedPlace> places = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            places.add(
                    new RefusedPlace(source.readLong(), source.readUTF(), Fields.readText(source)));
        }
        return places;
    }

    static void writeCounts(RefusalCounts counts, DataOutputView target) throws IOException {
        target.writeInt(counts.byReason().size());
        for (RefusalCount count : counts.byReason()) {
            target.writeUTF(count.reason());
            target.writeLong(count.records());
            target.writeInt(count.partition());
            target.writeLong(count.offset());
            Fields.writeText(count.detail(), target);
        }
    }

    static RefusalCounts readCounts(DataInputView source) throws IOException {
        int count = source.readInt();
        List<RefusalCount> counts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            counts.add(
                    new RefusalCount(
                            source.readUTF(),
                            source.readLong(),
                            source.readInt(),
                            source.readLong(),
                            Fields.readText(source)));
        }
        return counts.isEmpty() ? RefusalCounts.NONE : new RefusalCounts(counts);
    }

    static void writeParticipation(Participation value, DataOutputView target) throws IOException {
        target.writeLong(value.trained());
        writeCounts(value.refused(), target);
        target.writeLong(value.lostInBatches());
        target.writeLong(value.judged());
        target.writeLong(value.judgedRefused());
    }

    static Participation readParticipation(DataInputView source) throws IOException {
        return new Participation(
                source.readLong(),
                readCounts(source),
                source.readLong(),
                source.readLong(),
                source.readLong());
    }

    static void writeRefused(AssemblyState.Refused value, DataOutputView target)
            throws IOException {
        writeCounts(value.sinceBatch(), target);
        writeCounts(value.watched(), target);
        target.writeInt(value.ahead().size());
        for (RefusedStretch stretch : value.ahead()) {
            target.writeInt(stretch.partition());
            target.writeLong(stretch.lastOffset());
            writeCounts(stretch.counts(), target);
            target.writeBoolean(stretch.closed());
        }
    }

    static AssemblyState.Refused readRefused(DataInputView source) throws IOException {
        RefusalCounts sinceBatch = readCounts(source);
        RefusalCounts watched = readCounts(source);
        int count = source.readInt();
        List<RefusedStretch> ahead = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            ahead.add(
                    new RefusedStretch(
                            source.readInt(),
                            source.readLong(),
                            readCounts(source),
                            source.readBoolean()));
        }
        return new AssemblyState.Refused(sinceBatch, watched, ahead);
    }
}
