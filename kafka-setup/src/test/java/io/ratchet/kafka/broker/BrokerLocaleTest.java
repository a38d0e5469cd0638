package io.ratchet.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerLocaleTest {
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR", "de-DE"})
    void theSettingsOfABrokerAreTheSameInEveryLocale(String tag) {
        Map<String, String> here = settings();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertThat(settings()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aLocaleInWhichKafkaDoesNotStartIsRefusedWithWhatToDo() {
        for (String tag : new String[] {"tr-TR", "az-AZ"}) {
            assertThatThrownBy(() -> BrokerLocale.check(Locale.forLanguageTag(tag)))
                    .isInstanceOf(LocalBrokerException.class)
                    .hasMessageContaining(tag.substring(0, 2))
                    .hasMessageContaining("-Duser.language=en");
        }
        assertThatCode(() -> BrokerLocale.check(Locale.forLanguageTag("ar-EG")))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> settings() {
        return BrokerSettings.of(Path.of("log"), 19092, 19093);
    }
}
