package checkout.cli.connection;

import java.io.Console;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select another stack or another user. */
public final class ConnectionOptions {
    public static final String ORCHESTRATOR = "saga-orchestrator";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "The service of another stack that answers this command: the orchestrator, unless the help of the command",
                "names another one (default: CHECKOUT_URL, or the local stack). Needs --user or --token."
            })
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = {
                "Who you are (default: CHECKOUT_USER). The password is read from --password-file, from the",
                "environment variable CHECKOUT_PASSWORD, from the local stack's credentials, or from the terminal."
            })
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with the password (default: CHECKOUT_PASSWORD_FILE).")
    private @Nullable String passwordFile;

    @Option(
            names = {"--token", "--token-file"},
            paramLabel = "FILE",
            description = {
                "A file with an access token of the OpenID Connect provider (default: CHECKOUT_TOKEN_FILE, or the",
                "token itself in CHECKOUT_TOKEN)."
            })
    private @Nullable String tokenFile;

    /**
     * Returns a client of the service. The URL, if there is one, is that of the service.
     *
     * @param defaultUser the user of the local stack, if the options select none
     */
    public OperatorApiClient connect(String service, String defaultUser) {
        return new OperatorApiClient(resolver().resolve(service, login(), defaultUser));
    }

    private LoginOptions login() {
        return new LoginOptions(url, user, passwordFile, tokenFile);
    }

    /** Whether the user gave a URL. */
    public boolean hasUrl() {
        return url != null;
    }

    private static ConnectionResolver resolver() {
        return new ConnectionResolver(
                System.getenv(), ServiceLoader.load(DefaultStack.class).findFirst(), ConnectionOptions::askForPassword);
    }

    @SuppressWarnings("SystemConsoleNull") // whether it is null without a terminal depends on the JDK's version
    private static String askForPassword(String user) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        return typed == null ? "" : new String(typed);
    }
}
