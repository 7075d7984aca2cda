package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.peer.LookupResult;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message, a command or an answer, from one outbox to one consumer.
 *
 * @param subject what the message is called in a sentence
 * @param committedAt when its sender created it; null if that is not known
 * @param schema where the sender's outbox is
 * @param publishing the hop that the relay owns
 * @param receiving the hop that the consumer owns
 * @param slot what the sender's database says about the slot; empty if it was not asked
 * @param dropped whether the sender's outbox has it no more; only what is published is dropped
 */
record MessageRoute(
        UUID id,
        String subject,
        String sender,
        String receiver,
        @Nullable Instant committedAt,
        String schema,
        Place publishing,
        Place receiving,
        String slot,
        boolean dropped,
        LookupResult<RowReport> relay,
        LookupResult<MessageReport> report) {}
