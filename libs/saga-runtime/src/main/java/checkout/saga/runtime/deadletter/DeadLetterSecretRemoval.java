package checkout.saga.runtime.deadletter;

import checkout.messaging.sql.Columns;
import checkout.saga.runtime.api.PayloadRedaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Removes the secrets of dead letters that nobody has settled in time, such as the tokens of cards. */
@Component
class DeadLetterSecretRemoval {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterSecretRemoval.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH_SIZE = 100;

    private final DeadLetters letters;
    private final JdbcTemplate jdbc;
    private final PayloadRedaction redaction;
    private final DeadLetterSecretSettings settings;
    private final TransactionTemplate transaction;

    DeadLetterSecretRemoval(
            DeadLetters letters,
            JdbcTemplate jdbc,
            PayloadRedaction redaction,
            DeadLetterSecretSettings settings,
            TransactionTemplate transaction) {
        this.letters = letters;
        this.jdbc = jdbc;
        this.redaction = redaction;
        this.settings = settings;
        this.transaction = transaction;
    }

    /** A letter as it stays; a letter without a secret stays as it is. */
    private record Checked(
            UUID id,
            String payload,
            @Nullable String encoding,
            String reason,
            @Nullable String stack,
            String headers) {}

    @Scheduled(fixedDelayString = "${checkout.dead-letters.every:PT1H}")
    void removeOld() {
        try {
            int checked;
            do {
                checked = transaction.execute(status -> checkBatch());
            } while (checked == BATCH_SIZE);
        } catch (DataAccessException | TransactionException failure) {
            log.warn(
                    "The secrets of old dead letters could not be removed; the next run retries it: {}",
                    failure.toString());
        }
    }

    private int checkBatch() {
        List<UUID> old =
                jdbc.queryForList("""
                select id from dead_letter
                where status = 'OPEN' and secrets_checked_at is null and received_at < clock_timestamp() - ?::interval
                order by received_at
                limit ?
                for update skip locked
                """, UUID.class, settings.keepSecrets().toMillis() + " milliseconds", BATCH_SIZE);
        for (List<UUID> portion : letters.lock(old)) {
            store(letters.read(portion).stream()
                    .map(letter -> hasSecret(letter) ? withoutSecrets(letter) : asItIs(letter))
                    .toList());
        }
        return old.size();
    }

    private boolean hasSecret(DeadLetter letter) {
        String without = redaction.stored(letter.payload(), letter.encoding() != null, letter.topic());
        if (without == null) {
            return false;
        }
        try {
            return letter.encoding() != null || !JSON.readTree(letter.payload()).equals(JSON.readTree(without));
        } catch (JacksonException notJson) {
            return true;
        }
    }

    private static Checked asItIs(DeadLetter letter) {
        return new Checked(
                letter.id(), letter.payload(), letter.encoding(), letter.reason(), letter.stack(), letter.headers());
    }

    private Checked withoutSecrets(DeadLetter letter) {
        log.warn(
                "Dead letter {} of {} is open for longer than {}; its secrets are removed, so it cannot be sent again as it is",
                letter.id(),
                letter.topic(),
                settings.keepSecrets());
        return new Checked(
                letter.id(),
                redaction
                        .payload(letter.payload(), letter.encoding() != null, letter.topic())
                        .toString(),
                null,
                String.valueOf(redaction.words(letter.reason(), letter.topic())),
                redaction.words(letter.stack(), letter.topic()),
                RemovedSecrets.note(DeadLetterDetail.headers(letter, redaction), Instant.now()));
    }

    private void store(List<Checked> checked) {
        jdbc.update(
                """
                update dead_letter
                set payload = new.payload, encoding = new.encoding, reason = new.reason, stack = new.stack,
                    headers = new.headers, secrets_checked_at = clock_timestamp()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  as new (id, payload, encoding, reason, stack, headers)
                where dead_letter.id = new.id
                """,
                Columns.of(checked)
                        .uuid(Checked::id)
                        .text(Checked::payload)
                        .text(Checked::encoding)
                        .text(Checked::reason)
                        .text(Checked::stack)
                        .text(Checked::headers));
    }
}
