package checkout.lab.scenario.happening;

import java.util.Locale;

/** Something that only some runs bring about. */
enum RunCondition {
    /** A saga undid a step that may have been done. */
    COMPENSATION,
    /** A saga sent a command again, because there was no answer. */
    RETRY,
    /** A step was answered after its undo had been sent. */
    LATE_REPLY,
    /** Kafka has a message more than once. */
    REDELIVERY,
    /** A consumer recognized a record that it had handled before. */
    DEDUP_HIT,
    /** Another session reads the replication slot than before: a relay took over from another, or from itself. */
    TAKEOVER;

    /** As a file names it: "late-reply". */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
