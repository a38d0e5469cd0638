package io.ratchet.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Ratchet's own files lie: scripts in the source tree, jars where Maven has put them.
 *
 * @param home the root of the source tree
 * @param plugins what Flink's processes load as plugins, a folder for each
 */
record Installation(Path home, Path plugins) {
    private static final String KEEPER = "flink-conf/local-cluster/bin/ratchet-keeper";
    private static final String ADDITION = "flink-conf/target/cluster";

    /** Finds it from where this class was loaded. */
    static Installation find() {
        try {
            Path place =
                    Path.of(
                            Installation.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path folder = place; folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve(KEEPER))) {
                    return new Installation(folder, folder.resolve(ADDITION).resolve("plugins"))
                            .checked();
                }
            }
            throw new LocalClusterException(
                    "There is no "
                            + KEEPER
                            + " above '"
                            + place
                            + "': a local cluster is started from Ratchet's source tree.");
        } catch (URISyntaxException e) {
            throw new LocalClusterException("Cannot tell where Ratchet lies.", e);
        }
    }

    private Installation checked() {
        if (!Files.isDirectory(flinkJars())) {
            throw new LocalClusterException(
                    "Flink's jars are not in '"
                            + flinkJars()
                            + "'. Build them: mvn -pl flink-conf -am package -DskipTests");
        }
        return this;
    }

    Path keeper() {
        return home.resolve(KEEPER);
    }

    Path flinkCommand() {
        return home.resolve("flink-conf/local-cluster/bin/ratchet-flink");
    }

    Path logging() {
        return home.resolve("flink-conf/conf/log4j2.properties");
    }

    /** What an operator copies into an installation of Flink: conf, lib and plugins. */
    Path addition() {
        return home.resolve(ADDITION);
    }

    /** What an installation of Flink has in its own lib. */
    private Path flinkJars() {
        return target().resolve("flink/lib");
    }

    /** The class path of Flink's processes: never the job, which comes with its jar. */
    String flinkClassPath() {
        return flinkJars() + "/*:" + addition().resolve("lib") + "/*";
    }

    /** The class path of a broker. */
    String kafkaClassPath() {
        return target().resolve("lib") + "/*";
    }

    private Path target() {
        return home.resolve("flink-conf/target");
    }
}
