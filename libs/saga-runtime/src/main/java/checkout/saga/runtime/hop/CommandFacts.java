package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.timeline.SentCommand;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was found out about a command.
 *
 * @param letters the open dead letters of its step, of whatever attempt, the latest first
 * @param answer what was found out about the answer that the participant has committed; null if it has committed none
 */
record CommandFacts(
        SentCommand command,
        Sender sender,
        List<OpenLetter> letters,
        LookupResult<RowReport> relay,
        LookupResult<MessageReport> participant,
        @Nullable AnswerFacts answer) {

    /**
     * The orchestrator as the sender of commands.
     *
     * @param name what it is called in a sentence
     * @param schema where its outbox is
     * @param key the Kafka key of the saga's messages; null if it is not known any more
     * @param slot what its database says about the relay's slot
     * @param dropped the commands that its outbox has no more; only what is published is dropped
     */
    record Sender(String name, String schema, @Nullable String key, String slot, Set<UUID> dropped) {}

    /** An answer on its way. */
    record AnswerFacts(
            MessageReport.Answer answer,
            @Nullable Instant committedAt,
            String schema,
            LookupResult<RowReport> relay,
            LookupResult<MessageReport> here) {}
}
