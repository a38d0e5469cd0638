package io.ratchet.job.resume;

import io.ratchet.job.checkpoint.MetadataFile;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.contract.ContractCheck;
import io.ratchet.job.discovery.CheckpointFolders;
import io.ratchet.job.discovery.CheckpointInspector;
import io.ratchet.job.discovery.Provenance;
import io.ratchet.job.message.Message;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job's checkpoints tell of its starts. The run-state topic says who owns the job; where it
 * was lost, or is another, epochs and generations must not begin anew: a checkpoint of the lost
 * starts would be taken for newer than all that come after it.
 *
 * @param newest who wrote the newest checkpoint or savepoint, if there is one
 */
record StoredStarts(Optional<Provenance> newest) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredStarts.class);
    private static final Pattern GENERATION = Pattern.compile("generation-([0-9]{1,9})");

    /**
     * Looks into a job's folders, and at the checkpoint that is named.
     *
     * @throws StartException if a folder cannot be read, and the start goes on from what is there
     */
    static StoredStarts of(JobConfiguration configuration, ResumePolicy policy) {
        try {
            return new StoredStarts(newest(configuration, policy));
        } catch (IOException e) {
            if (policy instanceof ResumePolicy.Never) {
                LOG.warn("Cannot tell from checkpoints which starts there were", e);
                return new StoredStarts(Optional.empty());
            }
            throw new StartException(
                    Message.of(
                            """
                            Cannot look for checkpoints of job '%s': %s. Make the folders \
                            readable, or start with 'resume: never'.""",
                            configuration.job(), e.getMessage()),
                    e);
        }
    }

    private static Optional<Provenance> newest(JobConfiguration configuration, ResumePolicy policy)
            throws IOException {
        SortedSet<Integer> generations = new TreeSet<>();
        addTo(generations, configuration.checkpoint().directory());
        addTo(generations, configuration.checkpoint().savepoints());
        Optional<Provenance> newest = Optional.empty();
        while (newest.isEmpty() && !generations.isEmpty()) {
            int last = generations.last();
            generations.remove(last);
            newest =
                    CheckpointFolders.find(
                                    List.of(
                                            JobPlan.checkpointDirectory(configuration, last),
                                            JobPlan.savepointDirectory(configuration, last)))
                            .stream()
                            .flatMap(one -> look(one.path()).stream())
                            .filter(one -> one.writer().generation() == last)
                            .findFirst();
        }
        // One that is named may come from elsewhere; which job's it is, is looked at later.
        Optional<Provenance> named =
                policy instanceof ResumePolicy.From from ? look(from.path()) : Optional.empty();
        return Stream.concat(newest.stream(), named.stream())
                .max(Comparator.comparingLong(one -> one.writer().epoch()));
    }

    private static void addTo(SortedSet<Integer> generations, Path folder) throws IOException {
        try {
            FileStatus[] children = folder.getFileSystem().listStatus(folder);
            for (FileStatus child : children == null ? new FileStatus[0] : children) {
                Matcher name = GENERATION.matcher(child.getPath().getName());
                if (name.matches()) {
                    generations.add(Integer.parseInt(name.group(1)));
                }
            }
        } catch (FileNotFoundException none) {
            LOG.debug("There is no {}", folder);
        }
    }

    /** One that is damaged tells nothing. */
    private static Optional<Provenance> look(Path checkpoint) {
        try {
            return Optional.of(new CheckpointInspector().provenance(checkpoint));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Cannot tell who wrote {}", new Path(checkpoint, MetadataFile.NAME), e);
            return Optional.empty();
        }
    }

    /**
     * What the run-state topic tells, and where that is less than what checkpoints tell, the
     * latter.
     *
     * @param history as it stands on the topic
     * @param check is told what is taken over
     * @throws StartException if the topic knows nothing of the job, and that is not accepted
     */
    JobHistory complete(
            JobHistory history,
            JobConfiguration configuration,
            ResumePolicy policy,
            ContractCheck check) {
        if (newest.isEmpty() || ProvenanceCheck.otherJob(configuration, newest.get()).isPresent()) {
            return history;
        }
        Provenance known = newest.get();
        boolean isAfresh = policy instanceof ResumePolicy.Never;
        Optional<Owner> owner = history.owner();
        if (owner.isPresent()) {
            return history.of(
                    new Owner(
                            configuration.job(),
                            Math.max(owner.get().epoch(), known.writer().epoch()),
                            isAfresh
                                    ? Math.max(
                                            owner.get().generation(), known.writer().generation())
                                    : owner.get().generation(),
                            owner.get().token(),
                            owner.get().timeMillis()));
        }
        Owner stored =
                new Owner(
                        configuration.job(),
                        known.writer().epoch(),
                        known.writer().generation(),
                        "",
                        0);
        if (isAfresh) {
            return history.of(stored);
        }
        if (!configuration.topics().acceptLoss()) {
            throw new StartException(lost(configuration, known));
        }
        check.say(
                Message.of(
                        """
                        Topic '%s' knows no start of the job, and topics.acceptLoss accepts that: \
                        its generation %s, its epoch %s%s are taken from its checkpoints. What \
                        else stood there is lost.""",
                        configuration.topics().runState(),
                        stored.generation(),
                        stored.epoch(),
                        known.origin().isPresent() ? " and what its runs read" : ""));
        Map<String, RunStart> starts = new HashMap<>();
        known.origin().ifPresent(origin -> starts.putAll(origin.starts()));
        return history.of(stored).withOnly(starts);
    }

    private static String lost(JobConfiguration configuration, Provenance known) {
        String topic = configuration.topics().runState();
        return ProvenanceCheck.otherTopics(configuration, known)
                .orElseGet(
                        () ->
                                Message.of(
                                        """
                                        Topic '%s' knows no start of job '%s', but there are \
                                        checkpoints of it, of generation %s and epoch %s. The \
                                        topic was deleted and made again, or stands on another \
                                        broker or under another prefix; with it went who owns the \
                                        job, and how far its readers have come. Bring the topic \
                                        back. To go on without what stood on it, start the job \
                                        with 'topics: {acceptLoss: true}', and see to it that no \
                                        other start of the job lives; to have all of it again, \
                                        start afresh, as the next generation, with 'resume: never'.""",
                                        topic,
                                        configuration.job(),
                                        known.writer().generation(),
                                        known.writer().epoch()));
    }
}
