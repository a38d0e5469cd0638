package io.ratchet.bench.instances;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A linear model or a perceptron of one hidden layer (ReLU), binary cross-entropy and Adam, in
 * plain Java over one array: weights, first moments, second moments, step. What somebody writes who
 * needs no library for so little.
 */
final class HandWrittenModel {
    private final int features = KeyedModel.FEATURES;
    private final int hidden;
    private final int weights;
    private final float[] gradient;
    private final float[] activation;

    HandWrittenModel(KeyedModel model) {
        hidden = model.hidden();
        weights = model.weightCount();
        gradient = new float[weights];
        activation = new float[Math.max(1, hidden)];
    }

    /** State before the first step. */
    float[] start() {
        float[] state = new float[3 * weights + 1];
        SplittableRandom random = new SplittableRandom(42);
        for (int index = 0; hidden > 0 && index < weights; index++) {
            state[index] = (float) (0.1 * (random.nextDouble() - 0.5));
        }
        return state;
    }

    /** Trains on some rows, in place; returns the mean loss before. */
    double step(float[] state, float[] numeric, float[] labels) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            loss +=
                    hidden == 0
                            ? linear(state, numeric, row * features, labels[row], labels.length)
                            : perceptron(
                                    state, numeric, row * features, labels[row], labels.length);
        }
        update(state);
        return loss / labels.length;
    }

    private double linear(float[] state, float[] numeric, int at, float label, int rows) {
        float logit = state[features];
        for (int feature = 0; feature < features; feature++) {
            logit += state[feature] * numeric[at + feature];
        }
        float error = (float) ((sigmoid(logit) - label) / rows);
        for (int feature = 0; feature < features; feature++) {
            gradient[feature] += error * numeric[at + feature];
        }
        gradient[features] += error;
        return loss(logit, label);
    }

    private double perceptron(float[] state, float[] numeric, int at, float label, int rows) {
        int bias = hidden * features;
        int out = bias + hidden;
        float logit = state[out + hidden];
        for (int unit = 0; unit < hidden; unit++) {
            float sum = state[bias + unit];
            for (int feature = 0; feature < features; feature++) {
                sum += state[unit * features + feature] * numeric[at + feature];
            }
            activation[unit] = Math.max(0, sum);
            logit += state[out + unit] * activation[unit];
        }
        float error = (float) ((sigmoid(logit) - label) / rows);
        gradient[out + hidden] += error;
        for (int unit = 0; unit < hidden; unit++) {
            if (activation[unit] > 0) {
                gradient[out + unit] += error * activation[unit];
                float back = error * state[out + unit];
                gradient[bias + unit] += back;
                for (int feature = 0; feature < features; feature++) {
                    gradient[unit * features + feature] += back * numeric[at + feature];
                }
            }
        }
        return loss(logit, label);
    }

    private void update(float[] state) {
        float step = ++state[3 * weights];
        float first = (float) KeyedModel.BETA1;
        float second = (float) KeyedModel.BETA2;
        float rate = (float) (KeyedModel.RATE / (1 - Math.pow(KeyedModel.BETA1, step)));
        float scale = (float) (1 / Math.sqrt(1 - Math.pow(KeyedModel.BETA2, step)));
        for (int index = 0; index < weights; index++) {
            float slope = gradient[index];
            float mean = first * state[weights + index] + (1 - first) * slope;
            float square = second * state[2 * weights + index] + (1 - second) * slope * slope;
            state[weights + index] = mean;
            state[2 * weights + index] = square;
            state[index] -=
                    rate * mean / ((float) Math.sqrt(square) * scale + (float) KeyedModel.EPSILON);
        }
    }

    private static double sigmoid(float logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double loss(float logit, float label) {
        return Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - logit * label;
    }
}
