package io.ratchet.job.resume;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * Local files under a scheme whose paths may leave the authority to it, and which lists them under
 * a newer scheme and with the authority, as Hadoop's file systems do.
 */
public final class AuthorityFileSystem extends FileSystem {
    private static final String LISTED = "spelled-new";

    private final LocalFileSystem files = new LocalFileSystem();

    /** The scheme that configurations name. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "spelled";
        }

        @Override
        public FileSystem create(URI uri) {
            return new AuthorityFileSystem();
        }
    }

    /** The scheme that it lists. */
    public static final class ListedFactory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return LISTED;
        }

        @Override
        public FileSystem create(URI uri) {
            return new AuthorityFileSystem();
        }
    }

    private static Path local(Path path) {
        return new Path("file", null, path.getPath());
    }

    private record Listed(FileStatus local) implements FileStatus {
        @Override
        public long getLen() {
            return local.getLen();
        }

        @Override
        public long getBlockSize() {
            return local.getBlockSize();
        }

        @Override
        public short getReplication() {
            return local.getReplication();
        }

        @Override
        public long getModificationTime() {
            return local.getModificationTime();
        }

        @Override
        public long getAccessTime() {
            return local.getAccessTime();
        }

        @Override
        public boolean isDir() {
            return local.isDir();
        }

        @Override
        public Path getPath() {
            return new Path(LISTED, "cluster", local.getPath().getPath());
        }
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(LISTED, "cluster", "/");
    }

    @Override
    public Path getHomeDirectory() {
        return getWorkingDirectory();
    }

    @Override
    public URI getUri() {
        return URI.create(LISTED + "://cluster/");
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return new Listed(files.getFileStatus(local(path)));
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
        return new BlockLocation[0];
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return files.open(local(path), bufferSize);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return files.open(local(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] listed = files.listStatus(local(path));
        if (listed == null) {
            throw new FileNotFoundException(path.toString());
        }
        return Arrays.stream(listed).map(Listed::new).toArray(FileStatus[]::new);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return files.delete(local(path), recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return files.mkdirs(local(path));
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        return files.create(local(path), mode);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return files.rename(local(from), local(to));
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }
}
