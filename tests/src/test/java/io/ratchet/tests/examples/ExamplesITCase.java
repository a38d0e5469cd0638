package io.ratchet.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains every example on its data. With {@code -Dratchet.fashion-mnist=FOLDER}, the folder of the
 * four IDX files by their original names, Fashion-MNIST is trained on as a whole.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class ExamplesITCase {
    private static final Logger LOG = LoggerFactory.getLogger(ExamplesITCase.class);
    private static final String FASHION_FOLDER = "ratchet.fashion-mnist";

    /** What telling the mean of all delays so far would lose: 1,550.2. */
    private static final double LOSS_OF_THE_MEAN = 1_550;

    @TempDir static Path brokerFolder;
    @TempDir Path folder;

    private static ExampleBroker broker;

    @BeforeAll
    static void startBrokerWithFlights() throws Exception {
        broker = ExampleBroker.start(brokerFolder);
        broker.load("flights", RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void tabularTellsLateFlightsBetterThanALogisticRegression() throws Exception {
        // Given
        String text = Example.text("flights.yaml");
        Example tabular = Example.plan(text, broker, folder.resolve("tabular"));
        Example logistic =
                Example.plan(LogisticRegression.of(text), broker, folder.resolve("logistic"));

        // When
        ExampleOutcome outcome = tabular.train();
        PlainLoop.Result plain = tabular.plain();
        PlainLoop.Result baseline = logistic.plain();

        // Then
        double baselineLoss = baseline.progress().lossSum() / baseline.progress().samples();
        double baselineAuc = baseline.progress().auc().area();
        LOG.info(
                "Flights: tabular AUC {} loss {}, logistic regression AUC {} loss {}",
                outcome.state().auc(),
                outcome.loss(),
                baselineAuc,
                baselineLoss);
        assertSucceededLike(plain, outcome);
        assertThat(outcome.state().samples()).isEqualTo(200_000);
        assertThat(outcome.quarantined()).isEqualTo(20);
        assertThat(outcome.state().auc()).isGreaterThan(baselineAuc + 0.005);
        assertThat(outcome.loss()).isLessThan(baselineLoss - 0.005);
    }

    @Test
    void convnetRecognisesClothesAfterOnePass() throws Exception {
        // Given
        Fashion fashion = Fashion.of(Optional.ofNullable(System.getProperty(FASHION_FOLDER)));
        broker.load("fashion-mnist", fashion.train());
        broker.load("fashion-mnist-test", fashion.test());
        String text = Example.text("fashion-mnist.yaml");
        Example convnet = Example.plan(text, broker, folder);

        // When
        ExampleOutcome outcome = convnet.train();
        PlainLoop.Result plain = convnet.plain();
        InputFormat.Tensors format =
                (InputFormat.Tensors)
                        ConfigurationReader.read("example", text).runs().get(0).input().format();
        double accuracy =
                Accuracy.of(
                        convnet.model(outcome.state().step()),
                        convnet.spec(),
                        broker.clients(),
                        "fashion-mnist-test",
                        format.schema());

        // Then
        LOG.info(
                "Fashion-MNIST: {} images, accuracy {}, plain loop {} s",
                outcome.state().samples(),
                accuracy,
                plain.seconds());
        assertSucceededLike(plain, outcome);
        assertThat(outcome.state().samples()).isEqualTo(fashion.images());
        assertThat(outcome.quarantined()).isZero();
        assertThat(accuracy).isGreaterThanOrEqualTo(fashion.leastAccuracy());
    }

    @Test
    void linearLearnsDelaysFromJson() throws Exception {
        // Given
        broker.load("flight-delays", RecordFile.Json.of(ShippedData.FLIGHTS_2001_SAMPLE));
        Example linear = Example.plan(Example.text("linear-json.yaml"), broker, folder);

        // When
        ExampleOutcome outcome = linear.train();

        // Then
        LOG.info("Delays: mean squared error {}", outcome.loss());
        assertSucceededLike(linear.plain(), outcome);
        assertThat(outcome.state().samples()).isEqualTo(5_000);
        assertThat(outcome.quarantined()).isZero();
        assertThat(outcome.loss()).isLessThan(LOSS_OF_THE_MEAN - 15);
    }

    @Test
    void aUsersModelLearnsAsTheBuiltInOnesDo() throws Exception {
        // Given
        Example custom = Example.plan(Example.text("custom-model.yaml"), broker, folder);

        // When
        ExampleOutcome outcome = custom.train();

        // Then
        LOG.info("Wide and deep: AUC {} loss {}", outcome.state().auc(), outcome.loss());
        assertSucceededLike(custom.plain(), outcome);
        assertThat(outcome.state().auc()).isGreaterThan(0.74);
    }

    private static void assertSucceededLike(PlainLoop.Result plain, ExampleOutcome outcome) {
        assertThat(outcome.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(outcome.state().step()).isEqualTo(plain.progress().step());
        assertThat(outcome.steps()).hasSize(Math.toIntExact(plain.progress().step()));
        assertThat(outcome.state().sha256()).isEqualTo(plain.sha256());
    }
}
