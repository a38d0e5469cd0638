package io.ratchet.job.check;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.DistinctTexts;
import io.ratchet.job.sample.TextBudget;
import io.ratchet.job.sample.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A category: its texts, and the ids that they become. */
final class IdLook implements ColumnLook {
    private static final int SHOWN_CHARACTERS = 40;

    /** From so many records on, texts that hardly come again are no category. */
    private static final int ENOUGH = 100;

    private static final double NEARLY_ALL = 0.9;
    private static final double MANY = 0.05;

    private final String name;
    private final String kind;
    private final int size;
    private final int place;
    private final DistinctTexts texts;
    private final BitSet ids = new BitSet();
    private long there;
    private long missing;
    private long others;
    private String last = "";
    private boolean lastMissing;
    private String firstOther = "";

    /**
     * @param kind hashed or listed
     * @param size the number of its buckets or of its list
     * @param place of its id
     * @param budget how many texts may be told apart
     */
    IdLook(String name, String kind, int size, int place, TextBudget budget) {
        this.name = name;
        this.kind = kind;
        this.size = size;
        this.place = place;
        this.texts = new DistinctTexts(budget);
    }

    @Override
    public void value(byte[] bytes, int from, int to) {
        there++;
        texts.add(bytes, from, to);
        lastMissing = false;
        if (isListed() && firstOther.isEmpty()) {
            last = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void missing() {
        missing++;
        lastMissing = true;
    }

    @Override
    public void model(float[] numbers, int numbersAt, int[] found, int idsAt, float label) {
        int id = found[idsAt + place];
        if (id > 0) {
            ids.set(id);
        } else if (!lastMissing) {
            others++;
            firstOther = firstOther.isEmpty() ? last : firstOther;
        }
    }

    private boolean isListed() {
        return kind.equals("listed");
    }

    @Override
    public ColumnFinding finding() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("missing", missing);
        figures.put("texts", texts.count());
        figures.put("ids", ids.cardinality());
        figures.put(isListed() ? "listed" : "buckets", size);
        if (isListed()) {
            figures.put("notListed", others);
        }
        String sees =
                Message.of(
                        "%s of %s ids%s%s",
                        texts.words()
                                + (texts.count() == 1 ? " text in " : " texts in ")
                                + Words.count(ids.cardinality()),
                        Words.count(size),
                        others == 0
                                ? ""
                                : Message.of(
                                        "; not listed %s",
                                        Words.share((double) others / (there + missing))),
                        NumericLook.missingWords(missing, there));
        return new ColumnFinding(name, kind, sees, figures, advice());
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        if (there == 0 && missing > 0) {
            advice.add("it is missing in every record; take it out, or look at its name.");
        } else if (texts.count() == 1 && others == 0) {
            advice.add("it is always the same, which tells the model nothing; take it out.");
        }
        if (there >= ENOUGH && texts.count() > NEARLY_ALL * there && !texts.isMore()) {
            advice.add(
                    """
                    nearly every record has another text: of an id or a free text the model learns \
                    nothing that holds for the next record. Take it out.""");
        } else if (!isListed() && texts.count() > size) {
            advice.add(
                    Message.of(
                            """
                            there are more texts than buckets, so that several share an id; set \
                            buckets: %s.""",
                            Buckets.of(texts.count())));
        }
        if (others > MANY * (there + missing)) {
            advice.add(
                    Message.of(
                            """
                            '%s' is the first of %s values that are not in the list, and are all \
                            the same to the model.""",
                            firstOther.length() > SHOWN_CHARACTERS
                                    ? firstOther.substring(0, SHOWN_CHARACTERS) + "..."
                                    : firstOther,
                            Words.count(others)));
        }
        return advice;
    }
}
