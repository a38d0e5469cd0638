package io.ratchet.job.cluster;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that takes the temporary folder that it is given, and waits until it is killed. */
final class FolderHolder {
    private FolderHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        TemporaryFolder.take(Path.of(arguments[0]));
        new CountDownLatch(1).await();
    }
}
