package io.ratchet.bench.measure;

/** Some comparisons that answer one question. */
public interface Suite {
    /** Its name on the command line. */
    String name();

    /** What it asks, in one or two sentences. */
    String question();

    /** Measures. */
    SuiteReport run(BenchContext context) throws Exception;
}
