package io.ratchet.kafka.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;

/** How a JSON text that is a record is read, by all who look at one. */
public final class JsonReading {
    /**
     * Makes the parsers. It takes a bare {@code NaN} and {@code Infinity}, which are no JSON but
     * written by many, Python among them: where a number is wanted they are refused by us, as "not
     * finite", and elsewhere they do not matter.
     */
    public static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private JsonReading() {}
}
