package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.DataFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Optional;

/**
 * The data that comes with Ratchet; {@code io/ratchet/data/README.md} on the class path tells where
 * it is from, how it was cut, and which lines are broken on purpose.
 */
public enum ShippedData implements DataFile {
    /** 200,000 flights of January 2001 and 20 broken lines: gzipped CSV with a header. */
    FLIGHTS_2001("flights-2001.csv.gz"),
    /** Every 40th of the 200,000 flights: gzipped JSON lines. */
    FLIGHTS_2001_SAMPLE("flights-2001-sample.jsonl.gz"),
    /** 6,000 images of 28 by 28: gzipped IDX. */
    FASHION_TRAIN_IMAGES("fashion-mnist-train-images.gz"),
    /** The classes of the 6,000 images: gzipped IDX. */
    FASHION_TRAIN_LABELS("fashion-mnist-train-labels.gz"),
    /** 1,000 images of 28 by 28: gzipped IDX. */
    FASHION_TEST_IMAGES("fashion-mnist-test-images.gz"),
    /** The classes of the 1,000 images: gzipped IDX. */
    FASHION_TEST_LABELS("fashion-mnist-test-labels.gz");

    private static final String FOLDER = "/io/ratchet/data/";

    private final String fileName;

    ShippedData(String fileName) {
        this.fileName = fileName;
    }

    /** The shipped file of that name, if there is one. */
    public static Optional<ShippedData> ofName(String fileName) {
        return Arrays.stream(values()).filter(data -> data.fileName.equals(fileName)).findFirst();
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public boolean isBrokenOnPurpose() {
        return this == FLIGHTS_2001;
    }

    @Override
    public long byteCount() throws IOException {
        URLConnection connection = url().openConnection();
        connection.setUseCaches(false);
        // The stream has to be opened: closing it is what frees the jar file behind it.
        try (InputStream in = connection.getInputStream()) {
            return connection.getContentLengthLong() >= 0
                    ? connection.getContentLengthLong()
                    : in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public InputStream open() throws IOException {
        URLConnection connection = url().openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private URL url() throws IOException {
        URL url = ShippedData.class.getResource(FOLDER + fileName);
        if (url == null) {
            throw new FileNotFoundException(
                    "The shipped file '"
                            + fileName
                            + "' is not on the class path. Is kafka-setup's"
                            + " jar whole?");
        }
        return url;
    }
}
