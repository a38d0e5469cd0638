package io.ratchet.bench.ftrl;

import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PrequentialAuc;
import java.io.IOException;
import java.util.List;

/**
 * How well the learner predicts flights before it learns from them.
 *
 * @param loss mean loss of a row
 * @param auc area under the ROC curve
 */
public record FtrlQuality(double loss, double auc) {
    /** Predicts and learns every row once, in order. */
    public static FtrlQuality of(List<byte[]> rows, float alpha) throws IOException {
        FtrlProximal learner = new FtrlProximal(alpha, 1, 0, 0);
        FlightExamples examples = new FlightExamples();
        float[] state = learner.start();
        PrequentialAuc auc = PrequentialAuc.start(EvaluationSpec.LOSS_AND_AUC);
        double losses = 0;
        for (byte[] row : rows) {
            int[] example = examples.deserialize(row);
            float logit = learner.learn(state, example);
            losses += FtrlProximal.loss(logit, FlightExamples.label(example));
            auc.count(logit, FlightExamples.label(example));
        }
        return new FtrlQuality(losses / rows.size(), auc.area());
    }
}
