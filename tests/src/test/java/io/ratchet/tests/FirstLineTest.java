package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's first line, which makes the command, in a checkout whose path is not a plain one. */
final class FirstLineTest {
    @Test
    void theAliasOfTheReadmeWorksInAFolderWithBlanks(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve("Neue Käufe (2)"));
        Path command = Files.createDirectories(home.resolve("flink-conf/bin")).resolve("ratchet");
        Files.writeString(command, "#!/bin/sh\necho \"called with $1 in $PWD\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        String line =
                Files.readString(Path.of("../README.md"))
                        .lines()
                        .filter(one -> one.strip().startsWith("alias ratchet="))
                        .findFirst()
                        .orElseThrow()
                        .strip();

        Process shell =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "shopt -s expand_aliases\n" + line + "\ncd ..\nratchet draft\n")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(shell.waitFor()).as(said).isZero();
        assertThat(said).startsWith("called with draft");
    }
}
