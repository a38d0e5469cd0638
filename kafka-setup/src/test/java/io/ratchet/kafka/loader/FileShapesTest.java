package io.ratchet.kafka.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.file.CsvLayout;
import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.HeaderRule;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.notation.DecimalMark;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: taken as they are, or refused with what they look like. */
class FileShapesTest {
    @Test
    void readsWhatExcelAndOldMachinesSave() throws Exception {
        assertThat(MemoryFile.values(Shapes.detected(Shapes.resource("utf16.csv"))))
                .hasSize(100)
                .startsWith("0,0,0", "1,2,1");
        assertThat(MemoryFile.values(Shapes.detected(Shapes.resource("cr-only.csv"))))
                .hasSize(100)
                .startsWith("0,0,0");
        assertThat(MemoryFile.values(Shapes.detected(Shapes.resource("array1.json"))))
                .startsWith("{\"x\": 0, \"y\": 0}");
        assertThat(MemoryFile.values(Shapes.detected(Shapes.resource("quoted-nl.csv"))))
                .containsExactly("1,\"2\n\",0", "\"a\nb\",3,1", "4,5,0");
    }

    @Test
    void aByteOrderMarkBelongsToNoName() throws Exception {
        MemoryFile file = Shapes.resource("bom.csv");
        RecordFile byKey =
                new RecordFile.Detected(
                        file, CsvLayout.WITH_HEADER, Optional.of("id"), Optional.empty());

        assertThat(MemoryFile.read(byKey).get(0).key()).asString(UTF_8).isEqualTo("0");
        assertThat(Shapes.check(byKey).form().columns()).containsExactly("id", "x", "y");
        RecordFile headless =
                new RecordFile.Detected(
                        MemoryFile.of("\ufeff0,1,2\n3,4,5\n"),
                        CsvLayout.WITHOUT_HEADER,
                        Optional.empty(),
                        Optional.empty());
        assertThat(MemoryFile.values(headless)).containsExactly("0,1,2", "3,4,5");
    }

    @Test
    void readsLatin1WhereItIsNamedAndRefusesItOtherwise() throws Exception {
        MemoryFile file = Shapes.resource("latin1.csv");

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(file)))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll(
                        "is not UTF-8", "--encoding ISO-8859-1", "Nothing was sent");
        assertThat(
                        MemoryFile.values(
                                new RecordFile.Detected(
                                        file,
                                        CsvLayout.WITH_HEADER,
                                        Optional.empty(),
                                        Optional.of(StandardCharsets.ISO_8859_1))))
                .containsExactly("1,Zürich,0", "2,Genève,1", "3,Bern,0");
    }

    @Test
    void refusesADamagedSecondMember() throws Exception {
        MemoryFile file = Shapes.resource("multi-damaged.csv.gz");

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(file)))
                .hasMessageContainingAll(
                        "at byte 172 stands something that is no gzip member", "Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".zst", ".bz2"})
    void refusesAPackedFileCutAnywhere(String suffix) throws Exception {
        byte[] packed =
                Shapes.resource("/io/ratchet/kafka/unpack/part0.csv" + suffix)
                        .open()
                        .readAllBytes();
        assertThat(MemoryFile.values(Shapes.detected(new MemoryFile(packed)))).hasSize(10);
        for (int length = 0; length < packed.length; length++) {
            MemoryFile cut = new MemoryFile(Arrays.copyOf(packed, length));

            assertThatThrownBy(() -> Shapes.check(Shapes.detected(cut)))
                    .as("cut after %s bytes", length)
                    .isInstanceOf(LoadException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50415231000102 | a Parquet file",
                "4f626a0104166176726f2e736368656d61 | an Avro file",
                "4f5243080310 | an ORC file",
                "4152524f573100000102 | an Arrow file",
                "ffffffff1000 | an Arrow stream",
                "fd377a585a0000 | an xz file",
                "377abcaf271c00 | a 7z archive",
                "8004950102 | a Python pickle",
                "934e554d505901007600 | a NumPy array",
                "894844460d0a1a0a00 | an HDF5 file",
                "53514c69746520666f726d617420330000 | an SQLite database",
                "255044462d312e37 | a PDF document",
                "d0cf11e0a1b11ae1 | an old Office document",
                "04224d1864 | an LZ4 file",
                "76657273696f6e2068747470733a2f2f6769742d6c66732e6769746875622e636f6d2f737065632f7631 | a pointer of Git LFS",
                "203c21444f43545950452068746d6c3e3c68746d6c3e | an HTML page",
                "3c3f786d6c2076657273696f6e3d27312e30273f3e3c612f3e | an XML document",
                "000008030000000100000001 | --format idx",
                "504b030400000000000000000000000000000000000000000000130000005b436f6e74656e745f54797065735d2e786d6c | an Office document",
                "504b03040000000000000000000000000000000000000000000005000000782e6e7079 | NumPy arrays",
                "20000000000000007b2261223a317d | safetensors",
            })
    void refusesOtherFormatsByName(String beginning, String name) {
        MemoryFile file = new MemoryFile(HexFormat.of().parseHex(beginning));

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(file)))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("looks like", name, "Nothing was sent");
        assertThatThrownBy(() -> Shapes.check(RecordFile.Json.of(file))).hasMessageContaining(name);
    }

    @Test
    void aTextMayBeginWithTheLettersOfAnotherFormat() throws Exception {
        assertThat(Shapes.values("PAR1,ORC\n1,2\n")).containsExactly("1,2");
        assertThat(Shapes.values("BZh91,y\n1,2\n")).containsExactly("1,2");
        assertThat(Shapes.values("GIF89a,y\n1,2\n")).containsExactly("1,2");
        String before = "a".repeat(253) + ",y\n1";
        assertThat(Shapes.values(before + "ustar,2\n")).containsExactly("1ustar,2");
    }

    @Test
    void refusesATarArchive() {
        byte[] archive = new byte[1024];
        Arrays.fill(archive, 0, 9, (byte) 'a');
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, archive, 257, 5);

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(new MemoryFile(archive))))
                .hasMessageContaining("a tar archive");
    }

    @Test
    void tellsKindsOfZipArchives() throws Exception {
        assertThatThrownBy(() -> Shapes.check(Shapes.detected(Shapes.resource("data.zip"))))
                .hasMessageContainingAll("a zip archive", "'data.csv'", "unzip it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sep=;\\nid;x\\n | 'sep='",
                "just some text\\nand more\\n | one column",
                "1 3:0.5 7:1\\n0 2:1\\n | separated by blanks",
                "1::1193::5\\n1::661::3\\n | separated by '::'",
                "1,2,3\\n4,5,6\\n | --no-header if the row is a record (and name its 3 columns with --columns a,b,c)",
                "2024-03-01,a,b\\n | --no-header",
                "{'a': 1, 'b': 2}\\n{'a': 3, 'b': 4}\\n | looks like data",
                "id,x,x\\n1,2,3\\n | 'x' twice",
                "id,x,y\\n | there is a header in it and no record",
                "id,x,y | there is a header in it and no record",
                "`` | it is empty",
                "\\n\\n | it is empty",
            })
    void refusesCsvThatIsNone(String text, String reason) {
        String file = text.replace("\\n", "\n").replace("\\t", "\t").replace("/", "|");

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(file)))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll(reason, "Nothing was sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "id;x;y/1;2;3         ! semicolons ! 1;2;3",
                "id~x~y/1~2~3         ! tabs ! 1~2~3",
                "id|x|y/1|2|3         ! vertical bars ! 1|2|3",
                "\"id\";\"x\";\"y\"/1;\"2,5\";3,5 ! semicolons, with decimal commas ! 1;\"2,5\";3,5",
            })
    void findsOutWhatSeparatesColumnsAndSaysIt(String text, String words, String record)
            throws Exception {
        RecordFile file = Shapes.detected(text.replace('~', '\t').replace('/', '\n'));

        FileForm form = Shapes.check(file).form();

        assertThat(form.columns()).containsExactly("id", "x", "y");
        assertThat(form.words()).startsWith("CSV, separated by " + words + ", UTF-8");
        assertThat(MemoryFile.values(file)).containsExactly(record.replace('~', '\t'));
        RecordFile byKey =
                new RecordFile.Detected(
                        MemoryFile.of(text.replace('~', '\t').replace('/', '\n')),
                        CsvLayout.WITH_HEADER,
                        Optional.of("id"),
                        Optional.empty());
        assertThat(MemoryFile.read(byKey).get(0).key()).asString(UTF_8).isEqualTo("1");
    }

    /** Units have commas in German headers, as their numbers have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "x,cm;y,cm;z,cm/1,5;2,5;3,5 ! x,cm ! semicolons, with decimal commas",
                "Ort;x,cm;y,cm/Bonn;1,5;2,5/Ulm;3,5;4,5 ! Ort ! semicolons, with decimal commas",
                "a,b;c,d/1,x;y,2/3,z;w,4 ! a ! commas",
            })
    void commasWithinNumbersSeparateNothing(String text, String first, String words)
            throws Exception {
        FileForm form = Shapes.check(Shapes.detected(text.replace('/', '\n'))).form();

        assertThat(form.columns()).startsWith(first);
        assertThat(form.words())
                .startsWith(words.equals("commas") ? "CSV, UTF-8" : "CSV, separated by " + words);
    }

    @Test
    void takesTheSeparatorThatIsSaid() throws Exception {
        CsvLayout bars =
                new CsvLayout(HeaderRule.EXPECTED, List.of(), false, Optional.of(Separator.BAR));
        RecordFile file =
                new RecordFile.Csv(
                        MemoryFile.of("a,b|c\n1,5|2\n"), bars, Optional.empty(), Optional.empty());

        assertThat(Shapes.check(file).form().columns()).containsExactly("a,b", "c");
        assertThat(Shapes.check(file).form().syntax())
                .isEqualTo(new CsvSyntax(Separator.BAR, DecimalMark.COMMA));
        RecordFile commas =
                new RecordFile.Csv(
                        MemoryFile.of("a,b\n1,2\n"), bars, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> Shapes.check(commas))
                .hasMessageContaining(
                        "has one column, where columns are separated by vertical bars, as"
                                + " --separator says");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | names | what is said
                "\"mpg\",\"cyl\"/\"Mazda RX4\",21,6/\"Fiat\",3,4 | column1;mpg;cyl | as R writes the names of rows",
                "\"\",a,b/\"1\",2,3 | column1;a;b | Column 1 has no name in the header, and is called column1",
                "a,b/1,2,/3,4, | a;b;column3 | each row ends with a separator",
                "column2,,b/1,2,3 | column2;column2_;b | Column 2 has no name in the header, and is called column2_",
                "a,b,c/1,2/3,4 | a;b;c | The header has 3 names, [a, b, c], but the rows behind it have 2 fields",
            })
    void everyColumnHasANameOrIsGivenOne(String text, String names, String said) throws Exception {
        CheckedFile file = Shapes.check(Shapes.detected(text.replace('/', '\n')));

        assertThat(file.form().columns()).containsExactly(names.split(";", -1));
        assertThat(file.remarks()).anyMatch(remark -> remark.contains(said));
    }

    @Test
    void rowsThatFitTheNamesOfAShortHeaderAreNoWrongOnes() throws Exception {
        assertThat(Shapes.check(Shapes.detected("a,b\nx,1,2\ny,3,4\n")).remarks())
                .noneMatch(remark -> remark.contains("another number"));
        assertThat(Shapes.check(Shapes.detected("a,b\nx,1,2\ny,3\n")).remarks())
                .as("rows that differ among themselves tell nothing of the header")
                .singleElement()
                .asString()
                .contains("1 row is of another number of columns than the first, 2 (line 2)");
    }

    @Test
    void takesAHeaderOfNumbersWhereThatIsSaid() throws Exception {
        RecordFile file =
                new RecordFile.Csv(
                        MemoryFile.of("2019,2020\n1,2\n"),
                        new CsvLayout(HeaderRule.THERE, List.of(), false),
                        Optional.empty(),
                        Optional.empty());

        assertThat(MemoryFile.values(file)).containsExactly("1,2");
    }

    @Test
    void asksWhetherAFirstRowOfWordsIsAHeader() throws Exception {
        RecordFile file =
                new RecordFile.Csv(
                        MemoryFile.of("id,y\n1,2\n"),
                        CsvLayout.WITHOUT_HEADER,
                        Optional.empty(),
                        Optional.empty());

        assertThat(Shapes.check(file).remarks())
                .containsExactly("The first row has no number in it: is it a header?");
    }

    @Test
    void refusesJsonAsCsvAndCsvAsJson() {
        for (String json : new String[] {"{\"a\": 1}\n", "[\n  {\"a\": 1}\n]", "[1, 2]"}) {
            assertThatThrownBy(() -> Shapes.check(RecordFile.Csv.withHeader(MemoryFile.of(json))))
                    .hasMessageContaining("looks like JSON, not like CSV; say --format json");
        }
        assertThatThrownBy(() -> Shapes.check(RecordFile.Json.of(MemoryFile.of("id,x\n1,2\n"))))
                .hasMessageContainingAll("no JSON, but begins with 'id,x'", "--format csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void readsWideJson(String encoding) throws Exception {
        byte[] file = "[{\"a\": \"ü\"},\n {\"a\": 1}]".getBytes(Charset.forName(encoding));

        assertThat(MemoryFile.values(Shapes.detected(new MemoryFile(file))))
                .containsExactly("{\"a\": \"ü\"}", "{\"a\": 1}");
    }

    @Test
    void tellsAHeaderThatIsThereAgain() throws Exception {
        assertThat(Shapes.check(Shapes.detected("a,b\n1,2\na,b\n3,4\n")).remarks())
                .singleElement()
                .asString()
                .startsWith("1 row is the header again (line 3); the job will refuse such");
    }

    @Test
    void linesWithoutAKeyAreCounted() throws Exception {
        RecordFile byKey =
                new RecordFile.Csv(
                        MemoryFile.of("id,x\n7,1\n,2\n\n"),
                        new CsvLayout(HeaderRule.EXPECTED, List.of(), true),
                        Optional.of("id"),
                        Optional.empty());

        assertThat(Shapes.check(byKey).remarks())
                .containsExactly(
                        "2 rows are without a key (line 3 is the first); such are sent without one");
    }

    @Test
    void endsItsSentencesOnce() {
        assertThatThrownBy(() -> Shapes.check(Shapes.detected(Shapes.resource("latin1.csv"))))
                .hasMessageEndingWith("or which one it is. Nothing was sent.");
    }

    @Test
    void countsWhatIsSentThoughItIsBroken() throws Exception {
        CheckedFile file = Shapes.check(Shapes.detected("a,b\n1,2\n1,2,3\n4\n5,x\"y\n\n6,7\n"));

        assertThat(file.remarks())
                .containsExactly(
                        "2 rows are of another number of columns than the first, 2 (line 3 is the"
                                + " first); the job will refuse such",
                        "1 row is not quoted as CSV is (line 5); the job will refuse such");
    }
}
