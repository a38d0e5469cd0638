package io.ratchet.job.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cuts the end off a topic of a broker that is down. */
final class LostTail {
    /** A batch begins with its offset and its length; the length counts what comes behind it. */
    private static final int HEAD_BYTES = 12;

    private LostTail() {}

    /** Takes so many of the last batches of a topic's first partition. */
    static void cut(Path folder, String topic, int batches) throws IOException {
        String partition = "/" + topic + "-0/";
        for (Path file : files(folder)) {
            String name = file.toString();
            if (name.contains(partition) && name.endsWith(".log")) {
                cut(file, batches);
            } else if ((name.contains(partition) && name.matches(".*(index|snapshot)"))
                    || name.matches(".*(kafka_cleanshutdown|offset-checkpoint)")) {
                // As it would be after a power cut: the broker looks at the logs themselves.
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void cut(Path log, int batches) throws IOException {
        try (FileChannel channel =
                FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
            List<Long> begins = new ArrayList<>();
            for (long at = 0; at < channel.size(); at += HEAD_BYTES + head.getInt(Long.BYTES)) {
                head.clear();
                channel.read(head, at);
                begins.add(at);
            }
            channel.truncate(begins.get(begins.size() - batches));
        }
    }
}
