package io.ratchet.tests.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What docs/use/models.md says, in a few lines that share nothing with the product. */
final class ByHand {
    private final Map<String, float[]> tensors = new TreeMap<>();
    private final Map<String, JsonNode> shapes = new TreeMap<>();

    ByHand(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = (int) bytes.getLong();
        JsonNode header =
                new ObjectMapper().readTree(new String(bytes.array(), 8, headerBytes, UTF_8));
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                JsonNode places = entry.getValue().get("data_offsets");
                float[] values =
                        new float[(places.get(1).intValue() - places.get(0).intValue()) / 4];
                bytes.slice(8 + headerBytes + places.get(0).intValue(), 4 * values.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                tensors.put(entry.getKey(), values);
                shapes.put(entry.getKey(), entry.getValue().get("shape"));
            }
        }
    }

    static int hashed(String text, int buckets) {
        if (text.isEmpty()) {
            return 0;
        }
        long hash = 0x811C9DC5L;
        for (byte octet : text.getBytes(UTF_8)) {
            hash = ((hash ^ (octet & 0xFF)) * 0x01000193L) & 0xFFFFFFFFL;
        }
        hash = ((hash ^ (hash >> 16)) * 0x85EBCA6BL) & 0xFFFFFFFFL;
        hash = ((hash ^ (hash >> 13)) * 0xC2B2AE35L) & 0xFFFFFFFFL;
        return (int) (1 + (hash ^ (hash >> 16)) % buckets);
    }

    /** A tabular, linear or mlp model's outputs for a row. */
    double[] outputs(double[] numbers, int[] ids, int[] sizes) {
        List<double[]> rows = new ArrayList<>();
        int first = 0;
        for (int column = 0; column < ids.length; column++) {
            rows.add(row(first + ids[column]));
            first += sizes[column];
        }
        boolean tabular = tensors.containsKey("01embedding_table");
        double[] x = numbers;
        for (double[] row : tabular ? rows : List.<double[]>of()) {
            x = Arrays.copyOf(x, x.length + row.length);
            System.arraycopy(row, 0, x, x.length - row.length, row.length);
        }
        double[] outputs = layers(x, "");
        for (double[] row : tabular ? List.<double[]>of() : rows) {
            outputs = outputs.length == 0 ? new double[row.length] : outputs;
            for (int output = 0; output < row.length; output++) {
                outputs[output] += row[output];
            }
        }
        return outputs;
    }

    private float[] tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private double[] row(int place) {
        String table =
                tensors.keySet().stream()
                        .filter(name -> name.endsWith("table"))
                        .findFirst()
                        .orElseThrow();
        int width = Objects.requireNonNull(shapes.get(table)).get(1).intValue();
        double[] row = new double[width];
        for (int index = 0; index < width; index++) {
            row[index] = tensor(table)[place * width + index];
        }
        return row;
    }

    /** All layers whose names begin so, in their order; nothing where there is none. */
    private double[] layers(double[] inputs, String begin) {
        List<String> layers =
                tensors.keySet().stream()
                        .filter(name -> name.startsWith(begin) && name.endsWith("bias"))
                        .map(name -> name.substring(0, name.length() - "bias".length()))
                        .sorted(Comparator.comparing(String::length).thenComparing(name -> name))
                        .toList();
        double[] x = layers.isEmpty() ? new double[0] : inputs;
        for (String layer : layers) {
            float[] bias = tensor(layer + "bias");
            double[] out = new double[bias.length];
            for (int o = 0; o < out.length; o++) {
                out[o] = bias[o];
                for (int i = 0; i < x.length; i++) {
                    int at = layer.startsWith("layer") ? i * out.length + o : o * x.length + i;
                    out[o] += x[i] * tensor(layer + "weight")[at];
                }
                boolean last = layer.equals(layers.get(layers.size() - 1));
                out[o] = last ? out[o] : Math.max(0, out[o]);
            }
            x = out;
        }
        return x;
    }

    /** A convnet's outputs for an image of one channel, where batches are normalised. */
    double[] convnet(double[][] image) {
        double[][][] planes = {image};
        for (String conv : tensors.keySet()) {
            if (conv.endsWith("Conv2d_weight")) {
                String next = String.format("%02d", 1 + Integer.parseInt(conv.substring(0, 2)));
                planes = pooled(convolved(planes, conv, next + "BatchNorm_"));
            }
        }
        List<Double> flat = new ArrayList<>();
        for (double[][] plane : planes) {
            for (double[] line : plane) {
                Arrays.stream(line).forEach(flat::add);
            }
        }
        String last =
                tensors.keySet().stream()
                        .filter(name -> name.contains("SequentialBlock_"))
                        .findFirst()
                        .map(name -> name.substring(0, name.lastIndexOf("_01Linear")))
                        .orElseThrow();
        return layers(flat.stream().mapToDouble(Double::doubleValue).toArray(), last);
    }

    private double[][][] convolved(double[][][] planes, String conv, String norm) {
        float[] weight = tensor(conv);
        float[] bias = tensor(conv.replace("weight", "bias"));
        int side = planes[0].length;
        double[][][] out = new double[bias.length][side][side];
        for (int channel = 0; channel < bias.length; channel++) {
            double deviation = Math.sqrt(tensor(norm + "runningVar")[channel] + 1e-5);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double sum = bias[channel];
                    for (int at = 0; at < planes.length * 9; at++) {
                        int row = y + at % 9 / 3 - 1;
                        int column = x + at % 3 - 1;
                        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
                        sum +=
                                inside
                                        ? planes[at / 9][row][column]
                                                * weight[channel * planes.length * 9 + at]
                                        : 0;
                    }
                    sum = (sum - tensor(norm + "runningMean")[channel]) / deviation;
                    sum = sum * tensor(norm + "gamma")[channel];
                    out[channel][y][x] = Math.max(0, sum + tensor(norm + "beta")[channel]);
                }
            }
        }
        return out;
    }

    private static double[][][] pooled(double[][][] planes) {
        int side = planes[0].length / 2;
        double[][][] out = new double[planes.length][side][side];
        for (int channel = 0; channel < planes.length; channel++) {
            for (int y = 0; y < 2 * side; y++) {
                for (int x = 0; x < 2 * side; x++) {
                    double value = planes[channel][y][x];
                    out[channel][y / 2][x / 2] = Math.max(out[channel][y / 2][x / 2], value);
                }
            }
        }
        return out;
    }
}
