package checkout.saga.runtime.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the orchestrator asks where a message is.
 *
 * @param participants the addresses of the services that answer commands
 * @param relay the address of the relay; null if it cannot be asked
 * @param username the user with the role {@code service} at all of them
 * @param timeout how long each may take to answer
 */
@ConfigurationProperties("checkout.diagnosis")
public record DiagnosisSettings(
        @DefaultValue List<Participant> participants,
        @Nullable String relay,
        @DefaultValue("service") String username,
        @DefaultValue("") String password,
        @DefaultValue("2500ms") Duration timeout) {

    public record Participant(String name, String url) {}

    public DiagnosisSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "checkout.diagnosis.timeout is %s; it must be positive".formatted(timeout));
        }
        participants = List.copyOf(participants);
    }

    Optional<String> urlOf(String service) {
        return participants.stream()
                .filter(each -> each.name().equals(service))
                .map(Participant::url)
                .findFirst();
    }

    @Override
    public String toString() {
        return "DiagnosisSettings[participants=%s, relay=%s, timeout=%s]".formatted(participants, relay, timeout);
    }
}
