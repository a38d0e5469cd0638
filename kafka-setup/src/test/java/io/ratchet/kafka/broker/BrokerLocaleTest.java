package io.ratchet.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.storage.internals.log.LogFileUtils;
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

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "ar-EG", "fa-IR", "hi-IN-u-nu-deva"})
    void aLocaleInWhichKafkaDoesNotKeepItsDataIsRefusedWithWhatToDo(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        assertThatThrownBy(() -> BrokerLocale.check(locale, locale))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining("'" + locale + "'")
                .hasMessageContaining("-Duser.language=en");
        assertThatCode(() -> BrokerLocale.check(Locale.ROOT, Locale.ROOT))
                .doesNotThrowAnyException();
        assertThatCode(() -> BrokerLocale.check(Locale.GERMANY, Locale.GERMANY))
                .doesNotThrowAnyException();
    }

    @Test
    void kafkaNamesTheFilesOfALogByTheDigitsOfTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(LogFileUtils.filenamePrefixFromOffset(0))
                    .as("if this is no longer so, BrokerLocale may let such locales in")
                    .isNotEqualTo("0".repeat(20));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Map<String, String> settings() {
        return BrokerSettings.of(Path.of("log"), 19092, 19093);
    }
}
