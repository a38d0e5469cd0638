package io.ratchet.training.stored;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.SafetensorsException;
import io.ratchet.tensor.SafetensorsHeader;
import io.ratchet.tensor.TensorType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model's weights and buffers as a safetensors file, with its lineage beside it.
 *
 * <p>Both are written aside, forced to disk and renamed, the lineage first: a model file that is
 * there is whole, and so is its lineage. Writing again replaces both; that is harmless after a
 * restart, because the same step has the same bits.
 *
 * @param tensors by name
 * @param metadata free text
 */
public record ModelFile(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    /** The model's file name. */
    public static final String MODEL = "model.safetensors";

    /** Under this name a model's header holds its {@link Fingerprint}. */
    public static final String SHA_256 = "sha256";

    /**
     * Under this name a model's header and its lineage hold the names of the label's classes, as a
     * list in JSON, in the order of the model's outputs; there where the label is a text. A model
     * of one output tells the share of the second.
     */
    public static final String CLASSES = "classes";

    /** The lineage's file name. */
    public static final String LINEAGE = "lineage.json";

    private static final Logger LOG = LoggerFactory.getLogger(ModelFile.class);

    /** The tensors' bytes begin at a multiple of it. */
    static final int ALIGNMENT_BYTES = 8;

    private static final int PIECE_BYTES = 1 << 20;

    public ModelFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /**
     * A tensor.
     *
     * @throws NoSuchElementException where there is none of that name
     */
    public HostTensor tensor(String name) {
        HostTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new NoSuchElementException(
                    "The model file has no tensor '" + name + "', only " + tensors.keySet() + ".");
        }
        return tensor;
    }

    /**
     * Writes parameters and buffers; moments are left out.
     *
     * @param directory where the two files go; made where it is missing
     * @param tensors the instance's
     * @param metadata free text for the header: run, step and the like
     * @param lineageJson what the model was made of
     * @return the model's file
     */
    public static Path write(
            Path directory, HostTensors tensors, Map<String, String> metadata, String lineageJson)
            throws IOException {
        Files.createDirectories(directory);
        writeAside(directory.resolve(LINEAGE), channel -> writeFully(channel, utf8(lineageJson)));
        return writeAside(
                directory.resolve(MODEL), channel -> writeModel(channel, tensors, metadata));
    }

    /**
     * Reads a safetensors file.
     *
     * @throws IOException where it cannot be read, or is damaged
     */
    public static ModelFile read(Path file) throws IOException {
        return read(
                file,
                (channel, header, dataBegin) -> {
                    Map<String, HostTensor> tensors = new LinkedHashMap<>();
                    for (SafetensorsHeader.Entry entry : header.entries()) {
                        int bytes = Math.toIntExact(entry.byteCount());
                        ByteBuffer data = readFully(channel, dataBegin + entry.begin(), bytes);
                        tensors.put(
                                entry.name(), new HostTensor(entry.type(), entry.shape(), data));
                    }
                    return new ModelFile(tensors, header.metadata());
                });
    }

    /**
     * Reads a file that {@link #write} has written, and holds all of it against its digest.
     *
     * @return the fingerprint that it carries
     * @throws IOException where it cannot be read, is damaged, or was not written here
     */
    static String verify(Path file) throws IOException {
        return read(
                file,
                (channel, header, dataBegin) -> {
                    ModelDigest digest = new ModelDigest(header);
                    for (long at = dataBegin; at < channel.size(); at += PIECE_BYTES) {
                        int bytes = (int) Math.min(PIECE_BYTES, channel.size() - at);
                        digest.add(readFully(channel, at, bytes));
                    }
                    if (!digest.value().equals(header.metadata().get(ModelDigest.KEY))) {
                        throw new IllegalArgumentException(
                                "its bytes do not fit the " + ModelDigest.KEY + " in its header");
                    }
                    String sha256 = header.metadata().getOrDefault(SHA_256, "");
                    if (!sha256.matches("[0-9a-f]{64}")) {
                        throw new IllegalArgumentException(
                                "its header holds no " + SHA_256 + ", but '" + sha256 + "'");
                    }
                    return sha256;
                });
    }

    /** Takes a file whose header has been read. */
    private interface Reader<T> {
        T read(FileChannel channel, SafetensorsHeader header, long dataBegin) throws IOException;
    }

    private static <T> T read(Path file, Reader<T> reader) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer length = readFully(channel, 0, Long.BYTES);
            int headerBytes = SafetensorsHeader.checkedLength(length.getLong(0), channel.size());
            SafetensorsHeader header =
                    SafetensorsHeader.read(
                            readFully(channel, Long.BYTES, headerBytes).array(), 0, headerBytes);
            long dataBegin = (long) Long.BYTES + headerBytes;
            header.checkData(channel.size() - dataBegin);
            for (SafetensorsHeader.Entry entry : header.entries()) {
                TensorType.trainedOfCode(entry.type().code());
            }
            return reader.read(channel, header, dataBegin);
        } catch (SafetensorsException
                | IllegalArgumentException
                | ArithmeticException
                | EOFException e) {
            throw new IOException(
                    "Cannot read model file '"
                            + file
                            + "': "
                            + e.getMessage()
                            + ". It is damaged, or no safetensors file; take another copy.",
                    e);
        }
    }

    private static void writeModel(
            FileChannel channel, HostTensors tensors, Map<String, String> metadata)
            throws IOException {
        List<TensorLayout> layouts = tensors.layout().tensors();
        List<Integer> order = new ArrayList<>();
        for (int tensor = 0; tensor < layouts.size(); tensor++) {
            if (layouts.get(tensor).role() != TensorRole.MOMENT) {
                order.add(tensor);
            }
        }
        // Wide types first, as the format's own library does: then every tensor is aligned.
        order.sort(
                Comparator.comparing((Integer tensor) -> -layouts.get(tensor).type().bytes())
                        .thenComparing(tensor -> layouts.get(tensor).name()));
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        long begin = 0;
        for (int tensor : order) {
            TensorLayout layout = layouts.get(tensor);
            entries.add(
                    new SafetensorsHeader.Entry(
                            layout.name(), layout.type(), layout.shape(), begin));
            begin += layout.byteCount();
        }
        byte[] header = withDigest(entries, metadata, tensors, order).encode(ALIGNMENT_BYTES);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(channel, length.putLong(header.length).flip());
        writeFully(channel, ByteBuffer.wrap(header));
        for (int tensor : order) {
            tensors.read(tensor, (from, piece) -> writeFully(channel, piece));
        }
    }

    private static SafetensorsHeader withDigest(
            List<SafetensorsHeader.Entry> entries,
            Map<String, String> metadata,
            HostTensors tensors,
            List<Integer> order) {
        ModelDigest digest = new ModelDigest(new SafetensorsHeader(entries, metadata));
        for (int tensor : order) {
            tensors.read(tensor, (from, piece) -> digest.add(piece));
        }
        Map<String, String> all = new HashMap<>(metadata);
        all.put(ModelDigest.KEY, digest.value());
        return new SafetensorsHeader(entries, all);
    }

    /** What is to be written. */
    private interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private static Path writeAside(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceRename(file);
        return file;
    }

    /** Sees to it that after a power failure the lineage is not renamed later than the model. */
    private static void forceRename(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some file systems cannot open a directory; they order renames by themselves.
            LOG.debug("Could not force directory {} to disk.", directory, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer readFully(FileChannel channel, long position, int byteCount)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(byteCount).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file ends at " + (position + bytes.position()));
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
