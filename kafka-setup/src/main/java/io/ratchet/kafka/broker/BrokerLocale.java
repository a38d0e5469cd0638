package io.ratchet.kafka.broker;

import java.util.Locale;

/**
 * The locales in which Kafka's broker starts: it looks constants up by upper-case letters of the
 * process's default locale, and the Turkish {@code i} has another upper-case letter.
 */
final class BrokerLocale {
    private BrokerLocale() {}

    /**
     * Checks a locale.
     *
     * @throws LocalBrokerException if the broker would not start
     */
    static void check(Locale locale) {
        if (!"classic".toUpperCase(locale).equals("CLASSIC")) {
            throw new LocalBrokerException(
                    "Kafka's broker does not start where '"
                            + locale
                            + "' is the default locale: it would look for names such as '"
                            + "classic".toUpperCase(locale)
                            + "' instead of CLASSIC. Start Java with -Duser.language=en"
                            + " -Duser.country=US, or call Locale.setDefault(Locale.ROOT) before.");
        }
    }
}
