package io.ratchet.job.check;

import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.Words;

/** The mean and deviation to write for a column: as few digits as do, because people read them. */
public final class Scaling {
    private Scaling() {}

    /** The mean, to a tenth of the deviation or better. */
    public static String mean(Moments moments) {
        double deviation = moments.deviation();
        if (deviation == 0) {
            return Words.number(moments.mean());
        }
        double step = Math.pow(10, Math.floor(Math.log10(deviation)) - 1);
        double rounded = Math.rint(moments.mean() / step) * step;
        int digits =
                rounded == 0
                        ? 1
                        : 1
                                + (int)
                                        Math.max(
                                                0,
                                                Math.floor(Math.log10(Math.abs(rounded) / step))
                                                        + 1);
        return Words.number(rounded, Math.min(17, digits));
    }

    /** The deviation by its first two digits; 1 where all are the same. */
    public static String deviation(Moments moments) {
        return moments.deviation() == 0 ? "1" : Words.number(moments.deviation(), 2);
    }
}
