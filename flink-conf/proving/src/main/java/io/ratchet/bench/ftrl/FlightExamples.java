package io.ratchet.bench.ftrl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Parses flights in the source, with Jackson into a record, and hashes their features. What leaves
 * is a flat array of ints, which Flink sends as it lies: the label, the distance as float bits, the
 * coordinates of hour, day of the week, origin and destination.
 */
final class FlightExamples implements DeserializationSchema<int[]> {
    /** Ids of an airport. */
    static final int BUCKETS = 1024;

    /** Features of an example: bias, distance, hour, day of the week, origin, destination. */
    static final int FEATURES = 6;

    private static final int HOURS = 2;
    private static final int DAYS = HOURS + 24;
    private static final int ORIGINS = DAYS + 7;
    private static final int DESTINATIONS = ORIGINS + BUCKETS;

    /** Coordinates of a model. */
    static final int COORDINATES = DESTINATIONS + BUCKETS;

    private static final double LATE_MINUTES = 15;
    private static final float MEAN_MILES = 730;
    private static final float DEVIATION_MILES = 570;
    private static final ObjectReader FLIGHTS = new ObjectMapper().readerFor(Flight.class);
    private static final long serialVersionUID = 1L;

    /** A flight as it stands in the topic. */
    record Flight(String date, double delay, double distance, String origin, String destination) {}

    @Override
    public int[] deserialize(byte[] message) throws IOException {
        Flight flight = FLIGHTS.readValue(message);
        String date = flight.date;
        int hour = Integer.parseInt(date, 11, 13, 10);
        int day =
                LocalDate.of(
                                Integer.parseInt(date, 0, 4, 10),
                                Integer.parseInt(date, 5, 7, 10),
                                Integer.parseInt(date, 8, 10, 10))
                        .getDayOfWeek()
                        .getValue();
        return new int[] {
            flight.delay > LATE_MINUTES ? 1 : 0,
            Float.floatToRawIntBits(((float) flight.distance - MEAN_MILES) / DEVIATION_MILES),
            HOURS + hour,
            DAYS + day - 1,
            ORIGINS + bucket(flight.origin),
            DESTINATIONS + bucket(flight.destination)
        };
    }

    private static int bucket(String airport) {
        return Math.floorMod(airport.hashCode(), BUCKETS);
    }

    static float label(int[] example) {
        return example[0];
    }

    static int coordinate(int[] example, int feature) {
        return feature < HOURS ? feature : example[feature];
    }

    static float value(int[] example, int feature) {
        return feature == 1 ? Float.intBitsToFloat(example[1]) : 1;
    }

    @Override
    public boolean isEndOfStream(int[] example) {
        return false;
    }

    @Override
    public TypeInformation<int[]> getProducedType() {
        return PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
