package io.ratchet.kafka.broker;

import java.text.NumberFormat;
import java.util.Locale;

/**
 * The default locales in which Kafka's broker (4.2.0) keeps what it has written.
 *
 * <p>It looks constants up by upper-case letters of the default locale, where the Turkish {@code i}
 * has another one, so that it does not start. And it names the files of its logs by the digits of
 * the default locale: started again in another one, it does not find them, and gives the topic up.
 */
final class BrokerLocale {
    private static final String INSTEAD =
            " Start Java with -Duser.language=en -Duser.country=US, or call"
                    + " Locale.setDefault(Locale.ROOT) before.";
    private static final long DIGITS = 1234567890;

    private BrokerLocale() {}

    /** Checks the locales that this process has now. */
    static void check() {
        check(Locale.getDefault(), Locale.getDefault(Locale.Category.FORMAT));
    }

    /**
     * Checks locales.
     *
     * @param letters what letters are turned into upper case by
     * @param digits what numbers are formatted by
     * @throws LocalBrokerException if a broker must not run in them
     */
    static void check(Locale letters, Locale digits) {
        String name = "classic".toUpperCase(letters);
        if (!name.equals("CLASSIC")) {
            throw new LocalBrokerException(
                    "Kafka's broker does not start where '"
                            + letters
                            + "' is the default locale: it would look for names such as '"
                            + name
                            + "' instead of CLASSIC."
                            + INSTEAD);
        }
        NumberFormat numbers = NumberFormat.getInstance(digits);
        numbers.setGroupingUsed(false);
        String number = numbers.format(DIGITS);
        if (!number.equals(Long.toString(DIGITS))) {
            throw new LocalBrokerException(
                    "Kafka's broker must not run where '"
                            + digits
                            + "' is the default locale: it would name the files of its logs by the"
                            + " digits '"
                            + number
                            + "', and give the topics up when it is started in another one."
                            + INSTEAD);
        }
    }
}
