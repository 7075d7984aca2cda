package checkout.cli.connection;

import java.util.Optional;

/** The stack that commands use without {@code --url}; whoever embeds the commands provides it as a service. */
public interface DefaultStack {

    /** The base URL of its orchestrator. */
    String url();

    /** The base URL of one of its services, such as order-service, if it has it. */
    default Optional<String> url(String service) {
        return Optional.empty();
    }

    /** The password of one of its users, if it is known here. */
    Optional<String> password(String user);
}
