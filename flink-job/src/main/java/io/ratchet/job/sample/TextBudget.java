package io.ratchet.job.sample;

/**
 * How many different texts columns may tell apart, all together, so that data of very many columns
 * does not take all memory.
 */
public final class TextBudget {
    /** Some 60 MB at most. */
    private static final int TEXTS = 4_000_000;

    private int left;

    /** As many as memory is given to. */
    public TextBudget() {
        this(TEXTS);
    }

    /** So many. */
    TextBudget(int texts) {
        this.left = texts;
    }

    /** Takes one; says whether there was one left. */
    boolean take() {
        left--;
        return left >= 0;
    }
}
