package checkout.cli.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which orchestrator is called as which user. The passwords of the default stack are never sent to another URL.
 *
 * @param prompt asks for the password of the given user; empty if nobody can be asked
 */
record ConnectionResolver(
        Map<String, String> environment, Optional<DefaultStack> defaultStack, UnaryOperator<String> prompt) {

    static final String ORCHESTRATOR = "saga-orchestrator";
    static final String PASSWORD_VARIABLE = "CHECKOUT_PASSWORD";

    /**
     * Combines the options with what the environment and the default stack know.
     *
     * @param defaultUser the user of the default stack, if neither a URL nor a user was given
     */
    OperatorConnection resolve(@Nullable String url, @Nullable String user, String defaultUser) {
        return resolve(ORCHESTRATOR, DefaultStack::url, url, user, defaultUser);
    }

    /** The same for another service. */
    OperatorConnection resolveService(String service, @Nullable String url, @Nullable String user, String defaultUser) {
        return resolve(
                service,
                stack -> stack.url(service)
                        .orElseThrow(() -> new CliException("The stack has no service '%s'.".formatted(service))),
                url,
                user,
                defaultUser);
    }

    private OperatorConnection resolve(
            String service,
            Function<DefaultStack, String> urlOfStack,
            @Nullable String url,
            @Nullable String user,
            String defaultUser) {
        if (url != null) {
            if (user == null) {
                throw new CliException("--url needs --user; the password is read from %s or from the terminal."
                        .formatted(PASSWORD_VARIABLE));
            }
            return new OperatorConnection(service, baseUrl(url), user, givenPassword(user), false);
        }
        DefaultStack stack = defaultStack.orElseThrow(() -> new CliException("Specify the stack with --url URL."));
        if (user == null) {
            return new OperatorConnection(
                    service,
                    urlOfStack.apply(stack),
                    defaultUser,
                    stack.password(defaultUser).orElseGet(() -> givenPassword(defaultUser)),
                    true);
        }
        String password = environment.containsKey(PASSWORD_VARIABLE)
                ? givenPassword(user)
                : stack.password(user).orElseGet(() -> givenPassword(user));
        return new OperatorConnection(service, urlOfStack.apply(stack), user, password, true);
    }

    private String givenPassword(String user) {
        String password = environment.getOrDefault(PASSWORD_VARIABLE, "");
        if (password.isEmpty()) {
            password = prompt.apply(user);
        }
        if (password.isEmpty()) {
            throw new CliException("No password for '%s': set %s, or run the command at a terminal."
                    .formatted(user, PASSWORD_VARIABLE));
        }
        return password;
    }

    private static String baseUrl(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url.replaceAll("/+$", "");
            }
        } catch (URISyntaxException invalid) {
            throw new CliException("--url is '%s' (%s).".formatted(url, invalid.getMessage()), invalid);
        }
        throw new CliException(
                "--url is '%s'; it must be such as https://orchestrator.example.com:8090.".formatted(url));
    }
}
