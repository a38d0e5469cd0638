package io.ratchet.tests.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets on which a process of this machine listens, as the kernel lists them. */
final class ListeningSockets {
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /** All of a process, of both versions of IP. */
    static List<InetSocketAddress> of(long pid) {
        Set<String> own = inodes(pid);
        List<InetSocketAddress> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE
                        && fields[STATE].equals(LISTENING)
                        && own.contains(fields[INODE])) {
                    listening.add(address(fields[ADDRESS]));
                }
            }
        }
        return listening;
    }

    /** Those that other machines reach. */
    static List<InetSocketAddress> open(long pid) {
        return of(pid).stream().filter(one -> !one.getAddress().isLoopbackAddress()).toList();
    }

    private static Set<String> inodes(long pid) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (NoSuchFileException ended) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (NoSuchFileException ended) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words of four bytes, each in the machine's order, and a port: {@code 0100007F:1F91}. */
    private static InetSocketAddress address(String text) {
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[parts[0].length() / 2];
        for (int index = 0; index < bytes.length; index++) {
            int reversed = index / 4 * 4 + 3 - index % 4;
            bytes[index] = (byte) Integer.parseInt(parts[0], 2 * reversed, 2 * reversed + 2, 16);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(bytes), Integer.parseInt(parts[1], 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
