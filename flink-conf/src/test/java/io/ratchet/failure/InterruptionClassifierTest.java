package io.ratchet.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.engine.EngineException;
import io.ratchet.operator.live.IncompatibleRunException;
import io.ratchet.operator.serializer.ProgressSerializer;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.MissingDeviceException;
import io.ratchet.training.device.UnorderedOperationException;
import io.ratchet.training.engine.EngineLibraryException;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.core.failure.FailureEnricherFactory;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.runtime.jobmaster.JobMasterException;
import org.apache.flink.runtime.scheduler.stopwithsavepoint.StopWithSavepointStoppingException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.FlinkExpectedException;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures as Flink hands them over, with the classes and words of those who throw them. */
final class InterruptionClassifierTest {
    static Stream<Arguments> failures() {
        return Stream.of(planned(), persistent(), memory(), transients()).flatMap(each -> each);
    }

    private static Stream<Arguments> planned() {
        return Stream.of(
                arguments(
                        new FlinkException(
                                "Disconnect",
                                new FlinkExpectedException("The TaskExecutor is shutting down.")),
                        "planned",
                        "task-manager-shut-down"),
                arguments(
                        new StopWithSavepointStoppingException("file:/savepoint", new JobID()),
                        "planned",
                        "stopped"));
    }

    private static Stream<Arguments> persistent() {
        return Stream.of(
                arguments(
                        new NoResourceAvailableException("Not enough slots."),
                        "persistent",
                        "no-slots"),
                arguments(
                        new FlinkException("Could not restore", damagedValue()),
                        "persistent",
                        "damaged-state"),
                arguments(
                        new SuppressRestartsException(
                                new IncompatibleRunException("run", List.of("seed"))),
                        "persistent",
                        "incompatible-run"),
                arguments(
                        new FlinkRuntimeException(new EngineLibraryException("2.5.1, not 2.7.1")),
                        "persistent",
                        "missing-library"),
                arguments(
                        new FlinkRuntimeException(new ProducerFencedException("fenced")),
                        "persistent",
                        "newer-owner"),
                arguments(
                        new IOException(
                                "Could not flush", new IOException("No space left on device")),
                        "persistent",
                        "storage"),
                arguments(
                        new FlinkRuntimeException(
                                "Exceeded checkpoint tolerable failure threshold.",
                                new AccessDeniedException("/checkpoints")),
                        "persistent",
                        "storage"),
                arguments(
                        new Exception(
                                new SerializedThrowable(new FileNotFoundException("/share/x"))),
                        "transient",
                        "storage-away"),
                arguments(
                        new SuppressRestartsException(new MissingDeviceException("no gpu:1")),
                        "persistent",
                        "device-missing"),
                arguments(
                        new Exception(new UnorderedOperationException("'put_'", new Exception())),
                        "persistent",
                        "unordered-operation"),
                arguments(
                        new NoClassDefFoundError("ai/djl/engine/Engine"),
                        "persistent",
                        "missing-library"),
                arguments(
                        new TopicAuthorizationException("no right to write"),
                        "persistent",
                        "kafka-refused"));
    }

    /** Of the device, and of the process. */
    private static Stream<Arguments> memory() {
        return Stream.of(
                arguments(
                        engine("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has"),
                        "persistent",
                        "device-memory"),
                arguments(
                        new Exception(new DeviceMemoryException("gpu:0 is full", new Exception())),
                        "persistent",
                        "device-memory"),
                arguments(
                        new Exception(new OutOfMemoryError("Java heap space")),
                        "persistent",
                        "process-memory"),
                arguments(
                        engine(
                                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling"
                                        + " `cublasCreate(handle)`"),
                        "persistent",
                        "device-memory"),
                arguments(
                        engine("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
                        "persistent",
                        "device-memory"),
                arguments(
                        engine("GET was unable to find an engine to execute this computation"),
                        "persistent",
                        "device-memory"),
                arguments(
                        engine("Unable to find a valid cuDNN algorithm to run convolution"),
                        "persistent",
                        "device-memory"),
                arguments(
                        engine(
                                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator:"
                                        + " can't allocate memory: you tried to allocate 4000000"
                                        + " bytes. Error code 12 (Cannot allocate memory)"),
                        "persistent",
                        "process-memory"),
                arguments(
                        engine("DefaultCPUAllocator: not enough memory: you tried to allocate 4"),
                        "persistent",
                        "process-memory"));
    }

    private static Exception engine(String message) {
        return new Exception("A step has failed", new EngineException(message));
    }

    private static IOException damagedValue() {
        DataOutputSerializer whole = new DataOutputSerializer(64);
        assertDoesNotThrow(
                () ->
                        ProgressSerializer.INSTANCE.serialize(
                                Progress.start(EvaluationSpec.LOSS), whole));
        byte[] cut = Arrays.copyOf(whole.getSharedBuffer(), 9);
        return assertThrows(
                IOException.class,
                () -> ProgressSerializer.INSTANCE.deserialize(new DataInputDeserializer(cut)));
    }

    private static Stream<Arguments> transients() {
        return Stream.of(
                arguments(
                        new JobMasterException(
                                "TaskManager with id taskmanager-1 is no longer reachable."),
                        "transient",
                        "task-manager-lost"),
                arguments(
                        new java.util.concurrent.TimeoutException(
                                "Heartbeat of TaskManager with id taskmanager-1 timed out."),
                        "transient",
                        "task-manager-lost"),
                arguments(
                        new RemoteTransportException(
                                "Lost connection to task manager 'localhost/127.0.0.1:1'.",
                                new java.net.InetSocketAddress("localhost", 1),
                                new IOException("Connection reset by peer")),
                        "transient",
                        "task-manager-lost"),
                arguments(
                        new FlinkRuntimeException(
                                "Exceeded checkpoint tolerable failure threshold."),
                        "transient",
                        "checkpoints"),
                arguments(
                        new NotLeaderOrFollowerException("moved"),
                        "transient",
                        "kafka-unreachable"),
                arguments(
                        new IOException(new ConnectException("Connection refused")),
                        "transient",
                        "connection"),
                arguments(new IllegalStateException("what?"), "transient", "unknown"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void labelsAFailure(Throwable failure, String interruption, String cause) {
        assertThat(labels(failure))
                .containsOnly(Map.entry("interruption", interruption), Map.entry("cause", cause));
    }

    /** So it comes where the classes of the job are not there to read it. */
    @ParameterizedTest
    @MethodSource("failures")
    void labelsAFailureThatIsKnownByNameOnly(Throwable failure, String interruption, String cause) {
        Throwable serialized = new SerializedThrowable(failure);

        assertThat(labels(new FlinkException("A task has failed.", serialized)))
                .containsEntry("interruption", interruption);
    }

    @Test
    void endsOnCausesThatFormACircle() {
        Exception outer = new Exception("outer");
        Exception inner = new Exception("inner", outer);
        outer.initCause(inner);

        assertThat(labels(outer)).containsEntry("cause", "unknown");
    }

    @Test
    void declaresEveryLabelThatItGives() {
        FailureEnricher classifier = new InterruptionClassifier();

        assertThat(classifier.getOutputKeys()).isEqualTo(labels(new Exception("any")).keySet());
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(FailureEnricherFactory.class))
                .extracting(factory -> factory.createFailureEnricher(new Configuration()))
                .hasAtLeastOneElementOfType(InterruptionClassifier.class);
    }

    private static Map<String, String> labels(Throwable failure) {
        return new InterruptionClassifier().processFailure(failure, new UnusedContext()).join();
    }
}
