package io.ratchet.job.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.message.Message;
import io.ratchet.job.plain.PlainLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demonstration has shown.
 *
 * @param asked interruptions asked for
 * @param seed of the faults
 * @param plain the plain loop's end
 * @param undisturbed the undisturbed job's end
 * @param interrupted the interrupted job's end
 * @param interruptions the faults that the job came back from
 */
record DemoReport(
        int asked,
        long seed,
        PlainLoop.Result plain,
        JobEnd undisturbed,
        JobEnd interrupted,
        List<Interruption> interruptions) {
    DemoReport {
        interruptions = List.copyOf(interruptions);
    }

    /**
     * How a job ended.
     *
     * @param sha256 its final fingerprint, as committed on the run-state topic
     * @param committed what a reader sees of it
     * @param gaps records and steps missing
     * @param brokenOnTopic the broken records that the loader put on the topic, by place
     * @param seconds from its submission to its end
     */
    record JobEnd(
            String sha256, CommittedRun committed, long gaps, int brokenOnTopic, double seconds) {
        boolean quarantineIsExact() {
            return committed.quarantined().size() == brokenOnTopic
                    && committed.quarantinedPlaces().size() == brokenOnTopic;
        }
    }

    /** A claim and whether it holds. */
    record Claim(String claim, String found, boolean holds) {}

    boolean identical() {
        return plain.sha256().equals(undisturbed.sha256())
                && plain.sha256().equals(interrupted.sha256());
    }

    boolean sameRecords() {
        return undisturbed
                .committed()
                .comparableSteps()
                .equals(interrupted.committed().comparableSteps());
    }

    /** Everything that the demonstration claims. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(
                new Claim(
                        "the same model to the bit, three times",
                        shortSha(interrupted.sha256()),
                        identical()));
        claims.add(
                new Claim(
                        "the same step records, undisturbed and interrupted",
                        interrupted.committed().steps().size() + " steps",
                        sameRecords()));
        claims.add(
                new Claim(
                        "no record and no step missing",
                        interrupted.gaps() + " gaps",
                        interrupted.gaps() == 0));
        claims.add(
                new Claim(
                        "no record and no step twice",
                        interrupted.committed().repeats() + " repeats",
                        interrupted.committed().repeats() == 0));
        claims.add(
                new Claim(
                        "every interruption asked for was recovered from",
                        interruptions.size() + " of " + asked,
                        interruptions.size() >= asked));
        claims.add(
                new Claim(
                        "every recovery went on from a checkpoint",
                        Message.of(
                                "resumed at %s",
                                interruptions.stream().map(Interruption::resumedAtStep).toList()),
                        interruptions.stream()
                                .allMatch(interruption -> interruption.resumedAtStep() > 0)));
        claims.add(
                new Claim(
                        "every broken record in quarantine, each once",
                        Message.of(
                                "%s of %s",
                                interrupted.committed().quarantined().size(),
                                interrupted.brokenOnTopic()),
                        interrupted.quarantineIsExact() && undisturbed.quarantineIsExact()));
        return claims;
    }

    boolean holds() {
        return claims().stream().allMatch(Claim::holds);
    }

    void writeJson(Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("identical", identical());
        json.put("holds", holds());
        json.put("plainLoopSha256", plain.sha256());
        json.put("uninterruptedSha256", undisturbed.sha256());
        json.put("interruptedSha256", interrupted.sha256());
        json.put("sameStepRecords", sameRecords());
        json.put("interruptions", interruptions.size());
        json.put("interruptionsAskedFor", asked);
        json.put(
                "interruptionKinds",
                interruptions.stream().map(i -> i.kind().name().toLowerCase(Locale.ROOT)).toList());
        json.put("seed", seed);
        json.put("steps", interrupted.committed().steps().size());
        json.put("gaps", interrupted.gaps());
        json.put("repeats", interrupted.committed().repeats());
        json.put("resumedAtStep", interruptions.stream().map(Interruption::resumedAtStep).toList());
        json.put("replayedSteps", interruptions.stream().map(Interruption::replayedSteps).toList());
        json.put("recoverySeconds", recoverySeconds());
        json.put("quarantined", interrupted.committed().quarantined().size());
        json.put("finalLoss", plain.progress().lossAverage());
        json.put("logLoss", plain.progress().lossSum() / plain.progress().samples());
        json.put("auc", plain.progress().auc().area());
        json.put("plainLoopSeconds", plain.seconds());
        json.put("uninterruptedSeconds", undisturbed.seconds());
        json.put("interruptedSeconds", interrupted.seconds());
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    /** Median, 95th percentile and maximum of the recoveries; the nearest rank above. */
    Map<String, Double> recoverySeconds() {
        List<Double> sorted =
                interruptions.stream().map(Interruption::recoverySeconds).sorted().toList();
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("p50", percentile(sorted, 0.5));
        seconds.put("p95", percentile(sorted, 0.95));
        seconds.put("max", percentile(sorted, 1));
        return seconds;
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    static String shortSha(String sha256) {
        return sha256.length() > 16 ? sha256.substring(0, 16) + "…" : sha256;
    }
}
