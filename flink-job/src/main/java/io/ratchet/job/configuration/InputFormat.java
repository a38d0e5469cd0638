package io.ratchet.job.configuration;

import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.FieldObserver;
import io.ratchet.kafka.row.JsonRowDecoder;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.training.model.InputSpec;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What the records of a run's topic look like. */
public sealed interface InputFormat extends Serializable {
    /** Its name in configurations and contracts. */
    String code();

    /** What the training core has to know of it. */
    InputSpec inputSpec(int batchRows);

    /** The number of classes of the label, where it is a class. */
    OptionalInt labelClasses();

    /** The names of the label's classes, in their order; empty where it is a number. */
    List<String> labelNames();

    /** The same format; where its label may be any number, it is a class of so many instead. */
    InputFormat withClasses(int count);

    /** One row a record, as a text. */
    sealed interface Rows extends InputFormat {
        /** The columns. */
        RowSchema schema();

        /**
         * A decoder of its records, for somebody who may watch what is taken.
         *
         * @throws io.ratchet.kafka.format.SchemaException if header and columns do not fit
         */
        RowDecoder decoder(FieldObserver observer);

        @Override
        default InputSpec inputSpec(int batchRows) {
            return new InputSpec.Rows(
                    schema().numericCount(),
                    IntStream.of(schema().cardinalities()).boxed().toList(),
                    batchRows);
        }

        @Override
        default OptionalInt labelClasses() {
            return schema().labelClasses();
        }

        @Override
        default List<String> labelNames() {
            return schema().labelKind() instanceof LabelKind.Named named
                    ? named.names()
                    : List.of();
        }
    }

    /**
     * One row a record, as a CSV line.
     *
     * @param schema the columns
     * @param header their order in the line
     * @param syntax how the line is written
     */
    record Csv(RowSchema schema, List<String> header, CsvSyntax syntax) implements Rows {
        public Csv {
            header = List.copyOf(header);
        }

        /** Lines that are written as usual. */
        public Csv(RowSchema schema, List<String> header) {
            this(schema, header, CsvSyntax.RFC_4180);
        }

        /** A decoder of its lines that nobody watches. */
        public RowDecoder decoder() {
            return decoder(FieldObserver.NONE);
        }

        @Override
        public String code() {
            return "csv";
        }

        @Override
        public RowDecoder decoder(FieldObserver observer) {
            return new CsvRowDecoder(schema, header, syntax, observer);
        }

        @Override
        public InputFormat withClasses(int count) {
            return new Csv(schema.labelled(new LabelKind.Classes(count)), header, syntax);
        }
    }

    /**
     * One row a record, as a JSON object.
     *
     * @param schema the columns
     */
    record Json(RowSchema schema) implements Rows {
        @Override
        public String code() {
            return "json";
        }

        @Override
        public RowDecoder decoder(FieldObserver observer) {
            return new JsonRowDecoder(schema, observer);
        }

        @Override
        public InputFormat withClasses(int count) {
            return new Json(schema.labelled(new LabelKind.Classes(count)));
        }
    }

    /**
     * One ready-made batch a record, as safetensors.
     *
     * @param schema the tensors
     */
    record Tensors(TensorSchema schema) implements InputFormat {
        @Override
        public String code() {
            return "tensors";
        }

        @Override
        public InputSpec inputSpec(int batchRows) {
            return new InputSpec.Tensors(
                    schema.features().stream().map(Tensors::spec).toList(), spec(schema.label()));
        }

        private static InputSpec.FeatureTensor spec(TensorSpec tensor) {
            return new InputSpec.FeatureTensor(
                    tensor.name(),
                    tensor.type(),
                    tensor.sampleShape().stream().map(Math::toIntExact).toList());
        }

        @Override
        public OptionalInt labelClasses() {
            return schema.labelKind().classes();
        }

        @Override
        public List<String> labelNames() {
            return List.of();
        }

        /** A record is a batch: the loss refuses it as it does. */
        @Override
        public InputFormat withClasses(int count) {
            return this;
        }
    }
}
