package io.ratchet.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTypeTest {
    @ParameterizedTest
    @CsvSource({
        "F64,FLOAT64,8",
        "I64,INT64,8",
        "F32,FLOAT32,4",
        "I32,INT32,4",
        "F16,FLOAT16,2",
        "U8,UINT8,1"
    })
    void isStoredByItsCode(String code, TensorType type, int bytes) {
        assertThat(TensorType.ofCode(code)).contains(type);
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.bytes()).isEqualTo(bytes);
    }

    @Test
    void trainsWithFewerTypesThanFilesHold() {
        assertThat(TensorType.trainedOfCode("F32")).isEqualTo(TensorType.FLOAT32);
        assertThatThrownBy(() -> TensorType.trainedOfCode("F64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown tensor type 'F64'. This build knows F32, I32, I64 and U8.");
    }
}
