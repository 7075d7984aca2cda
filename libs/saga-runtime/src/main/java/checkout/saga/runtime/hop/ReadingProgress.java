package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import checkout.messaging.hop.MessageReport.Position;
import org.jspecify.annotations.Nullable;

/** Says how far a consumer has read, and why it does not read on. */
final class ReadingProgress {
    private static final double RECENTLY = 5;

    private ReadingProgress() {}

    static String stands(@Nullable Position position) {
        if (position == null) {
            return "has not begun to read that partition";
        }
        String at =
                position.next() == null ? "the oldest record" : position.next().toString();
        return position.secondsSinceMoved() > RECENTLY
                ? "stands at %s and has not moved for %.0f s".formatted(at, position.secondsSinceMoved())
                : "stands at %s and is moving".formatted(at);
    }

    static String whyNotRead(MessageReport report, KafkaFacts kafka, long offset, @Nullable Long next) {
        if (kafka.reader() == null && kafka.readerUnknown() == null) {
            return report.consumer().problems().isEmpty()
                    ? "no consumer is assigned"
                    : "no consumer is assigned; "
                            + lower(report.consumer().problems().getFirst());
        }
        if (!report.consumer().problems().isEmpty()) {
            return lower(report.consumer().problems().getFirst());
        }
        String before = next == null ? "records are before it" : "%d records are before it".formatted(offset - next);
        return kafka.reader() == null
                ? "%s; who reads them is unknown: %s".formatted(before, kafka.readerUnknown())
                : "%s, which %s reads".formatted(before, kafka.reader());
    }

    /** What the consumer says about itself, as a further part of a sentence; empty if it has no problem. */
    static String problem(MessageReport report) {
        return report.consumer().problems().isEmpty()
                ? ""
                : "; " + lower(report.consumer().problems().getFirst());
    }

    private static String lower(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
