package io.ratchet.kafka.topic;

import java.util.Map;
import java.util.TreeMap;

/** What has to happen to a topic. */
public sealed interface TopicChange {
    /** The topic's name. */
    String topic();

    /** One line for a reader: a sign, the topic, and what changes. */
    String text();

    /** The topic does not exist and is made. */
    record Create(TopicSpec spec) implements TopicChange {
        @Override
        public String topic() {
            return spec.name();
        }

        @Override
        public String text() {
            return "+ "
                    + topic()
                    + ": create with "
                    + spec.partitions()
                    + " partition(s), replication factor "
                    + spec.replicationFactor()
                    + ", settings "
                    + spec.sortedConfiguration();
        }
    }

    /** Partitions are added; this was explicitly allowed. */
    record AddPartitions(String topic, int from, int to) implements TopicChange {
        @Override
        public String text() {
            return "~ "
                    + topic
                    + ": from "
                    + from
                    + " to "
                    + to
                    + " partitions (keys move, and the order of training changes)";
        }
    }

    /** Settings get other values: name to old and new one. */
    record AlterConfiguration(String topic, Map<String, Setting> settings) implements TopicChange {
        /** Copies the settings. */
        public AlterConfiguration {
            settings = Map.copyOf(settings);
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder("~ ").append(topic).append(": ");
            String separator = "";
            for (Map.Entry<String, Setting> entry : new TreeMap<>(settings).entrySet()) {
                text.append(separator).append(entry.getKey()).append(": ").append(entry.getValue());
                separator = ", ";
            }
            return text.toString();
        }
    }

    /** The topic is as it should be. */
    record Unchanged(String topic) implements TopicChange {
        @Override
        public String text() {
            return "= " + topic + ": as it should be";
        }
    }

    /** What was asked for would lose data or cannot be done; nothing of the plan is carried out. */
    record Refuse(String topic, String reason) implements TopicChange {
        @Override
        public String text() {
            return "! " + topic + ": REFUSED: " + reason;
        }
    }

    /** A setting's value before and after. */
    record Setting(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }
}
