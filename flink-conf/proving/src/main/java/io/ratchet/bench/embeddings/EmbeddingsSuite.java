package io.ratchet.bench.embeddings;

import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.EmbeddingInit.Distribution;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.StepEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What embeddings begin with, and what becomes of it: the same model over the same rows with other
 * initial values. The rounds are seeds.
 */
public final class EmbeddingsSuite implements Suite {
    private static final String SUITE = "embeddings";
    private static final int WIDTH = 16;
    private static final int HIDDEN = 64;
    private static final long FIRST_SEED = 42;
    private static final int FULL_ROWS = 100_000;
    private static final int SMALL_ROWS = 32_000;
    private static final EmbeddingInit PYTORCH = normal(1);
    private static final OnePass.Way ADAM =
            new OnePass.Way("Adam, 0.001", new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0), 0.001);
    private static final OnePass.Way ADAGRAD =
            new OnePass.Way("Adagrad, 0.05", new OptimizerSpec.Adagrad(1e-10, 0, 0, 0), 0.05);
    private static final OnePass.Way LINEAR =
            new OnePass.Way("linear: Adagrad, 0.3", ADAGRAD.optimizer(), 0.3);

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "What should the embeddings of `tabular` begin with (`embeddingInit`,"
                + " `embeddingScale`)?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws IOException {
        List<Table> tables = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<String> setting = new ArrayList<>();
        setting.add(
                "tabular, embeddings of "
                        + WIDTH
                        + ", one hidden layer of "
                        + HIDDEN
                        + ", batches of "
                        + TrainingRows.BATCH_ROWS
                        + "; one pass in a plain loop, every row predicted before it is learned");
        setting.add(context.rounds() + " seeds; mean, and in parentheses least and most");
        for (TrainingRows rows : data(context)) {
            setting.add(rows.about());
            Map<EmbeddingInit, Series> aucs = new LinkedHashMap<>();
            tables.add(table(context, rows, aucs));
            if (rows.name().equals("ratings")) {
                targets.add(gain(aucs));
            }
        }
        return new SuiteReport(SUITE, question(), setting, tables, targets);
    }

    private static List<TrainingRows> data(BenchContext context) throws IOException {
        int rows = context.pick(SMALL_ROWS, FULL_ROWS);
        return context.isSmall()
                ? List.of(GeneratedRatings.of(rows))
                : List.of(GeneratedRatings.of(rows), Flights.plain(rows), Flights.withRoutes(rows));
    }

    private static Set<EmbeddingInit> inits(BenchContext context) {
        Set<EmbeddingInit> inits = new LinkedHashSet<>();
        inits.add(PYTORCH);
        if (!context.isSmall()) {
            inits.addAll(List.of(normal(0.1), normal(0.01), normal(0.001)));
            inits.addAll(List.of(uniform(0.05), uniform(0.01)));
        }
        inits.add(EmbeddingInit.DEFAULT);
        return inits;
    }

    private static Table table(
            BenchContext context, TrainingRows rows, Map<EmbeddingInit, Series> aucs) {
        List<OnePass.Way> ways = context.pick(List.of(ADAM), List.of(ADAM, ADAGRAD));
        List<String> columns = new ArrayList<>(List.of(rows.name()));
        for (OnePass.Way way : ways) {
            columns.addAll(List.of(way.name() + ": AUC", "log-loss"));
        }
        List<List<String>> cells = new ArrayList<>();
        for (EmbeddingInit init : inits(context)) {
            ModelSpec model = new ModelSpec.Tabular(WIDTH, init, List.of(HIDDEN), 1, 0);
            List<String> row = new ArrayList<>(List.of(text(init)));
            for (OnePass.Way way : ways) {
                List<OnePass> passes = passes(context, rows, model, StepEngine.PYTORCH, way);
                aucs.putIfAbsent(init, auc(passes));
                row.addAll(List.of(text(auc(passes)), text(loss(passes))));
                context.log().accept(rows.name() + ", " + way.name() + ", " + row);
            }
            cells.add(row);
        }
        List<OnePass> linear =
                passes(context, rows, new ModelSpec.Linear(1), StepEngine.JAVA, LINEAR);
        List<String> row = new ArrayList<>(List.of(LINEAR.name()));
        row.addAll(List.of(text(auc(linear)), text(loss(linear))));
        while (row.size() < columns.size()) {
            row.add("");
        }
        cells.add(row);
        return new Table(rows.name(), columns, cells);
    }

    private static List<OnePass> passes(
            BenchContext context,
            TrainingRows rows,
            ModelSpec model,
            StepEngine engine,
            OnePass.Way way) {
        List<OnePass> passes = new ArrayList<>();
        for (int round = 0; round < context.rounds(); round++) {
            passes.add(OnePass.of(rows, model, engine, way, FIRST_SEED + round));
        }
        return passes;
    }

    /** What the default is better than PyTorch's, seed by seed. */
    private static Target gain(Map<EmbeddingInit, Series> aucs) {
        Series ours = Objects.requireNonNull(aucs.get(EmbeddingInit.DEFAULT));
        Series theirs = Objects.requireNonNull(aucs.get(PYTORCH));
        List<Double> gains = new ArrayList<>();
        for (int round = 0; round < ours.values().size(); round++) {
            gains.add(ours.values().get(round) - theirs.values().get(round));
        }
        Series gain = new Series(gains);
        return Target.ofFigure(
                SUITE,
                "ratings, Adam: AUC with the default above that with PyTorch's N(0, 1)",
                gain.mean(),
                gain,
                Target.Direction.MIN,
                0.01);
    }

    private static Series auc(List<OnePass> passes) {
        return new Series(passes.stream().map(OnePass::auc).toList());
    }

    private static Series loss(List<OnePass> passes) {
        return new Series(passes.stream().map(OnePass::loss).toList());
    }

    private static String text(Series series) {
        return String.format(
                Locale.ROOT,
                "%.4f (%.4f – %.4f)",
                series.mean(),
                series.minimum(),
                series.maximum());
    }

    private static String text(EmbeddingInit init) {
        String text =
                init.distribution() == Distribution.NORMAL
                        ? "N(0, " + init.scale() + ")"
                        : "U(±" + init.scale() + ")";
        return init.equals(EmbeddingInit.DEFAULT)
                ? "**" + text + "**, the default"
                : init.equals(PYTORCH) ? text + ", PyTorch's default" : text;
    }

    private static EmbeddingInit normal(double deviation) {
        return new EmbeddingInit(Distribution.NORMAL, deviation);
    }

    private static EmbeddingInit uniform(double bound) {
        return new EmbeddingInit(Distribution.UNIFORM, bound);
    }
}
