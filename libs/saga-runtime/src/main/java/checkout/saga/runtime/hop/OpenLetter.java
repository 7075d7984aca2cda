package checkout.saga.runtime.hop;

import checkout.saga.runtime.timeline.SentCommand;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that nobody has settled, and the step of the saga that the message was about.
 *
 * @param attempt the attempt of the step that it was about; null if it does not say
 */
public record OpenLetter(
        UUID id,
        String topic,
        String type,
        @Nullable String reason,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt) {
    boolean isAbout(SentCommand command) {
        return command.step().equals(step) && command.action().equals(action);
    }

    /** What became of one attempt says nothing about another. */
    boolean isAboutTheAttemptOf(SentCommand command) {
        return isAbout(command) && attempt != null && attempt == command.attempt();
    }
}
