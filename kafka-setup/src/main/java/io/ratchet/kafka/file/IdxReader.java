package io.ratchet.kafka.file;

import io.ratchet.kafka.batch.Safetensors;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.kafka.unpack.UnpackedFile;
import io.ratchet.kafka.unpack.UnreadableFileException;
import io.ratchet.tensor.TensorType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns IDX images and labels into tensor batches.
 *
 * <p>Source of the format: the MNIST database's home page (LeCun, Cortes, Burges): two zero bytes,
 * a type, the rank, each dimension as a big-endian int, then the elements.
 */
final class IdxReader implements RecordReader {
    private static final int UNSIGNED_BYTES = 0x08;

    private final RecordFile.Idx files;
    private final DataInputStream images;
    private final DataInputStream labels;
    private final int count;
    private final int height;
    private final int width;
    private final RowNotes notes = new RowNotes();
    private int read;

    private IdxReader(RecordFile.Idx files, DataInputStream images, DataInputStream labels)
            throws IOException {
        this.files = files;
        this.images = images;
        this.labels = labels;
        count = beginning(images, 3, files.images());
        height = images.readInt();
        width = images.readInt();
        int labelCount = beginning(labels, 1, files.labels());
        if (labelCount != count) {
            throw new IOException(
                    files.images().fileName()
                            + " has "
                            + count
                            + " images, "
                            + files.labels().fileName()
                            + " has "
                            + labelCount
                            + " labels: they do not belong together");
        }
        if (height < 1 || width < 1 || (long) height * width > (1 << 24)) {
            throw new IOException(
                    files.images().fileName() + ": images of " + height + " by " + width);
        }
    }

    static RecordReader open(RecordFile.Idx files, AtomicLong byteCounter) throws IOException {
        InputStream images = bytes(files.images(), byteCounter);
        InputStream labels = null;
        try {
            labels = bytes(files.labels(), byteCounter);
            return new IdxReader(files, new DataInputStream(images), new DataInputStream(labels));
        } catch (IOException failure) {
            images.close();
            if (labels != null) {
                labels.close();
            }
            throw failure;
        }
    }

    private static InputStream bytes(DataFile file, AtomicLong byteCounter) throws IOException {
        return UnpackedFile.of(new CountingInput(file.open(), byteCounter)).bytes();
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        int rows = Math.min(files.batchRows(), count - read);
        if (rows == 0) {
            // Reading to the end is also what checks the last part of a packed file.
            refuseMore(images, files.images());
            refuseMore(labels, files.labels());
            return null;
        }
        byte[] pixels = new byte[Math.multiplyExact(rows, height * width)];
        byte[] classes = new byte[rows];
        try {
            images.readFully(pixels);
            labels.readFully(classes);
        } catch (EOFException tooShort) {
            throw new IOException(
                    files.fileNames() + " end after " + read + " of " + count + " images",
                    tooShort);
        }
        ByteBuffer wide = ByteBuffer.allocate(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
        for (byte value : classes) {
            wide.putLong(value & 0xff);
        }
        read += rows;
        notes.rowRead();
        byte[] batch =
                Safetensors.write(
                        List.of(
                                new TensorView(
                                        RecordFile.Idx.IMAGE,
                                        TensorType.UINT8,
                                        new long[] {rows, 1, height, width},
                                        ByteBuffer.wrap(pixels)),
                                new TensorView(
                                        RecordFile.Idx.LABEL,
                                        TensorType.INT64,
                                        new long[] {rows},
                                        wide.flip())));
        return new FileRecord(null, batch, true);
    }

    @Override
    public void close() throws IOException {
        try (images;
                labels) {
            read = count;
        }
    }

    private void refuseMore(DataInputStream in, DataFile file) throws IOException {
        if (in.read() >= 0) {
            throw new UnreadableFileException(
                    file.fileName()
                            + " goes on behind the "
                            + count
                            + " images or labels that it says it has");
        }
    }

    @Override
    public RowNotes notes() {
        return notes;
    }

    @Override
    public FileForm form() {
        return FileForm.tensors("IDX, " + count + " images of " + height + " by " + width);
    }

    private static int beginning(DataInputStream in, int rank, DataFile file) throws IOException {
        int expected = (UNSIGNED_BYTES << 8) | rank;
        int magic;
        try {
            magic = in.readInt();
        } catch (EOFException tooShort) {
            throw new IOException(file.fileName() + " is empty or too short for IDX", tooShort);
        }
        if (magic != expected) {
            throw new IOException(
                    file.fileName()
                            + " begins with 0x"
                            + Integer.toHexString(magic)
                            + " instead of 0x"
                            + Integer.toHexString(expected)
                            + ": it is no IDX file of unsigned bytes and rank "
                            + rank);
        }
        return in.readInt();
    }
}
