package io.ratchet.kafka.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.file.CsvLayout;
import io.ratchet.kafka.file.HeaderRule;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a file's first row holds names: no record may be taken for a header without a word. */
class HeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "ham~Go until jurong|ham~Ok lar|spam~Free entry ! has 'ham', which stands in that column again",
                "31.12.2024;Berlin;ja|01.01.2025;Bonn;nein ! has '31.12.2024'",
                "12/31/2024,Berlin,a|1/2/2025,Bonn,b ! has '12/31/2024'",
                "Ann,10:15,left|Bob,9:30,right ! has '10:15'",
                "Ann,9:30 pm|Bob,11:30 am ! has '9:30 pm'",
                "$5.00,a|$7.50,b ! has '$5.00'",
                "1,234.50 €;a|17.00 €;b ! has '1,234.50 €'",
                "12 %,a|7 %,b ! has '12 %'",
                "a,TRUE|b,FALSE ! has 'TRUE'",
                "5 kg,ja|12 kg,nein ! has '5 kg', and what stands below is written in the same way",
                "AB-17,Bonn|AB-3,Berlin ! has 'AB-17', and what stands below",
            })
    void aRowOfValuesIsNotDroppedAsAHeader(String text, String why) {
        String file = text.replace('~', '\t').replace('|', '\n');

        assertThatThrownBy(() -> Shapes.check(Shapes.detected(file)))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll(why, "--no-header", "--header", "Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,city\n1,Bonn\n2,Bonn\n",
                "city,at\nBonn,31.12.2024\nBerlin,01.01.2025\n",
                "mpg,cyl\nMazda,21,6\nFiat,3,4\n",
                "label,text\nham,a\nham,b\nspam,c\nham,d\nham,e\nspam,f\nham,g\nham,h\n",
                "x1,x2\n0.5,0.25\n0.75,0.5\n",
                "no,when\n17,true\n18,false\n",
            })
    void aRowOfNamesIsTakenWithoutAWord(String file) throws Exception {
        assertThat(Shapes.check(Shapes.detected(file)).remarks())
                .noneMatch(remark -> remark.contains("taken for the header"));
    }

    @Test
    void whatIsNotSureIsSaid() throws Exception {
        assertThat(Shapes.check(Shapes.detected("Ann,Bonn\nBob,Berlin\n")).remarks())
                .singleElement()
                .asString()
                .contains("'Ann,Bonn', is taken for the header, though", "say --no-header");
        assertThat(Shapes.check(Shapes.detected("unit,price\nkg,5\nunit,7\n")).remarks())
                .singleElement()
                .asString()
                .contains("though it has 'unit', which stands in that column again");
    }

    @Test
    void nothingIsSaidWhereTheUserHasSaidIt() throws Exception {
        for (HeaderRule rule : new HeaderRule[] {HeaderRule.THERE, HeaderRule.ABSENT}) {
            RecordFile file =
                    new RecordFile.Csv(
                            MemoryFile.of("ham,a\nham,b\nspam,c\n"),
                            new CsvLayout(rule, List.of(), false),
                            Optional.empty(),
                            Optional.empty());

            assertThat(Shapes.check(file).remarks()).isEmpty();
        }
    }

    @Test
    void aHeaderThatIsThereAgainIsNoValueOfItsColumns() throws Exception {
        assertThat(MemoryFile.values(Shapes.detected("a,b\nx,1\na,b\ny,2\n"))).hasSize(3);
    }
}
