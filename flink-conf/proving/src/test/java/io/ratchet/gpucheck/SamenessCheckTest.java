package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.device.ComputeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without another process: what that would do is done here, between the two halves. */
final class SamenessCheckTest {
    private static final int STEPS = 8;

    private final SamenessCheck check = new SamenessCheck(new ComputeDevice.Cpu(), STEPS);
    private final CheckedModel convnet = CheckedModel.small().get(1);
    private final CheckedModel tabular = CheckedModel.small().get(2);

    @TempDir Path folder;

    @Test
    void theCpuGivesTheSameBitsAgain() throws Exception {
        List<CheckedModel> models = List.of(convnet, tabular);

        List<Finding> findings = check.run(models, folder, () -> check.runSecond(models, folder));

        assertThat(findings).hasSize(8).allMatch(Finding::passed);
        assertThat(findings).extracting(Finding::detail).allMatch(sha -> sha.length() == 16);
    }

    @Test
    void aBitThatFlipsInTheImageIsFoundAndTheTensorsNamed() throws Exception {
        List<CheckedModel> models = List.of(tabular);

        List<Finding> findings =
                check.run(
                        models,
                        folder,
                        () -> {
                            flip(folder.resolve("tabular.image"));
                            check.runSecond(models, folder);
                        });

        assertThat(findings).extracting(Finding::passed).containsExactly(true, true, true, false);
        assertThat(findings.get(3).detail()).contains("first at step", "weight");
    }

    @Test
    void anotherProcessThatDidAnotherRunIsFound() throws Exception {
        List<Finding> findings =
                check.run(
                        List.of(tabular),
                        folder,
                        () -> {
                            Path whole = folder.resolve("tabular.whole");
                            new SamenessCheck(new ComputeDevice.Cpu(), STEPS - 1)
                                    .runSecond(List.of(tabular), folder);
                            assertThat(whole).isNotEmptyFile();
                        });

        assertThat(findings).extracting(Finding::passed).startsWith(true, true, false);
    }

    @Test
    void anotherProcessThatDoesNotEndWellIsOneFailureAndHidesNothing() throws Exception {
        List<Finding> findings =
                check.run(
                        List.of(tabular),
                        folder,
                        () -> {
                            throw new IOException("it ended with 134");
                        });

        assertThat(findings).extracting(Finding::passed).containsExactly(true, true, false);
        assertThat(findings.get(2).detail()).contains("it ended with 134");
    }

    /** Flips a bit of the first number that the rounding of later updates does not take back. */
    private static void flip(Path image) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        bytes[2] ^= 1;
        Files.write(image, bytes);
    }
}
