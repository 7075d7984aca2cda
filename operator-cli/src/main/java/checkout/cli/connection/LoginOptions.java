package checkout.cli.connection;

import org.jspecify.annotations.Nullable;

/**
 * Where the user said to find the stack and the credentials.
 *
 * @param url of the orchestrator, or of the service that a command is about
 * @param passwordFile has the password in its first line
 * @param tokenFile has an access token in its first line
 */
record LoginOptions(
        @Nullable String url,
        @Nullable String user,
        @Nullable String passwordFile,
        @Nullable String tokenFile) {}
