package io.ratchet.gpucheck;

import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.Layout;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image in a file, chunk after chunk, for another process. */
final class ImageFile {
    private ImageFile() {}

    /** Writes all chunks of an instance. */
    static void write(Path file, HostTensors tensors) throws IOException {
        Image image = Image.empty(tensors.layout(), Image.Handover.KEPT);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (ChunkChange chunk : image.capture(tensors)) {
                out.write(chunk.bytes());
            }
        }
    }

    /** Overwrites all tensors of an instance of the same layout. */
    static void read(Path file, HostTensors tensors) throws IOException {
        Layout layout = tensors.layout();
        Image image = Image.empty(layout, Image.Handover.KEPT);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int tensor = 0; tensor < layout.tensors().size(); tensor++) {
                for (int chunk = 0; chunk < layout.chunkCount(tensor); chunk++) {
                    image.put(tensor, chunk, in.readNBytes(layout.chunkLength(tensor, chunk)));
                }
            }
        }
        image.writeTo(tensors);
    }
}
