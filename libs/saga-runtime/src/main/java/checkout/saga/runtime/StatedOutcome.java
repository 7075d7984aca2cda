package checkout.saga.runtime;

import checkout.saga.engine.state.SagaOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How operators state the outcome of a saga that they end by hand, and the command that carries it to the owner of the
 * saga's business row.
 *
 * @param completed the word for {@link SagaOutcome#COMPLETED}
 * @param compensated the word for {@link SagaOutcome#COMPENSATED}
 */
public record StatedOutcome(String completed, String compensated, Command command) {
    /** Makes the command. */
    @FunctionalInterface
    public interface Command {
        /** @param key the Kafka key of the saga's messages */
        Object of(UUID sagaId, UUID key, SagaOutcome outcome);
    }

    public String word(SagaOutcome outcome) {
        return switch (outcome) {
            case COMPLETED -> completed;
            case COMPENSATED -> compensated;
        };
    }

    public List<String> words() {
        return List.of(completed, compensated);
    }

    /** The outcome with this word; the engine's own words are understood for sagas of every type. */
    public static Optional<SagaOutcome> read(String given, Optional<StatedOutcome> of) {
        return Arrays.stream(SagaOutcome.values())
                .filter(outcome -> outcome.name().equalsIgnoreCase(given)
                        || of.map(words -> words.word(outcome).equalsIgnoreCase(given))
                                .orElse(false))
                .findFirst();
    }
}
