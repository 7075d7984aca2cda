package checkout.cli.connection;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which service is called as which user. An option comes before a variable of the environment, and a token before a
 * password. The passwords of the default stack are never sent to another URL.
 *
 * @param prompt asks for the password of the given user; empty if nobody can be asked
 */
record ConnectionResolver(
        Map<String, String> environment, Optional<DefaultStack> defaultStack, UnaryOperator<String> prompt) {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]*");

    static final String URL_VARIABLE = "CHECKOUT_URL";
    static final String USER_VARIABLE = "CHECKOUT_USER";
    static final String PASSWORD_VARIABLE = "CHECKOUT_PASSWORD";
    static final String PASSWORD_FILE_VARIABLE = "CHECKOUT_PASSWORD_FILE";
    static final String TOKEN_VARIABLE = "CHECKOUT_TOKEN";
    static final String TOKEN_FILE_VARIABLE = "CHECKOUT_TOKEN_FILE";

    /**
     * Combines the options with what the environment and the default stack know. The variable with a URL is the
     * orchestrator's; no variable gives that of another service.
     *
     * @param defaultUser the user of the default stack, if neither a URL nor a user was given
     */
    OperatorConnection resolve(String service, LoginOptions login, String defaultUser) {
        if (service.equals(ConnectionOptions.ORCHESTRATOR)) {
            return resolve(service, DefaultStack::url, login, option(login.url(), URL_VARIABLE), defaultUser);
        }
        if (login.url() == null && environment.containsKey(URL_VARIABLE)) {
            throw new CliException(
                    "%s is the orchestrator's; give the URL of %s with --url.".formatted(URL_VARIABLE, service));
        }
        return resolve(
                service,
                stack -> stack.url(service)
                        .orElseThrow(() -> new CliException("The stack has no service '%s'.".formatted(service))),
                login,
                login.url(),
                defaultUser);
    }

    private OperatorConnection resolve(
            String service,
            Function<DefaultStack, String> urlOfStack,
            LoginOptions login,
            @Nullable String url,
            String defaultUser) {
        String token = token(login);
        String user = option(login.user(), USER_VARIABLE);
        if (url != null) {
            String base = baseUrl(url);
            if (token != null) {
                return OperatorConnection.withToken(service, base, token, false);
            }
            if (user == null) {
                throw new CliException(
                        "--url needs --user or --token; the password is read from %s, from a file or from the terminal."
                                .formatted(PASSWORD_VARIABLE));
            }
            return OperatorConnection.withPassword(service, base, user, givenPassword(login, user), false);
        }
        DefaultStack stack = defaultStack.orElseThrow(() -> new CliException("Specify the stack with --url URL."));
        String base = urlOfStack.apply(stack);
        if (token != null) {
            return OperatorConnection.withToken(service, base, token, true);
        }
        String name = user == null ? defaultUser : user;
        boolean given = user != null && (hasPasswordFile(login) || environment.containsKey(PASSWORD_VARIABLE));
        String password =
                given ? givenPassword(login, name) : stack.password(name).orElseGet(() -> givenPassword(login, name));
        return OperatorConnection.withPassword(service, base, name, password, true);
    }

    private @Nullable String option(@Nullable String given, String variable) {
        return given == null ? environment.get(variable) : given;
    }

    private boolean hasPasswordFile(LoginOptions login) {
        return option(login.passwordFile(), PASSWORD_FILE_VARIABLE) != null;
    }

    private @Nullable String token(LoginOptions login) {
        if (login.user() != null) {
            return null;
        }
        String file = option(login.tokenFile(), TOKEN_FILE_VARIABLE);
        String token =
                file == null ? environment.getOrDefault(TOKEN_VARIABLE, "").strip() : firstLine(file, "token");
        if (!SENDABLE.matcher(token).matches()) {
            throw new CliException("The token in %s has characters that no token has, such as a blank or a line break."
                    .formatted(file == null ? TOKEN_VARIABLE : file));
        }
        return token.isEmpty() ? null : token;
    }

    private String givenPassword(LoginOptions login, String user) {
        String file = option(login.passwordFile(), PASSWORD_FILE_VARIABLE);
        String password = file == null ? environment.getOrDefault(PASSWORD_VARIABLE, "") : firstLine(file, "password");
        if (password.isEmpty()) {
            password = prompt.apply(user);
        }
        if (password.isEmpty()) {
            throw new CliException("No password for '%s': set %s, or run the command at a terminal."
                    .formatted(user, PASSWORD_VARIABLE));
        }
        return password;
    }

    private static String firstLine(String file, String what) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            if (!lines.isEmpty() && !lines.getFirst().isBlank()) {
                return lines.getFirst().strip();
            }
        } catch (IOException unreadable) {
            throw new CliException("The file with the %s, %s, cannot be read.".formatted(what, file), unreadable);
        }
        throw new CliException("The first line of %s has no %s.".formatted(file, what));
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
