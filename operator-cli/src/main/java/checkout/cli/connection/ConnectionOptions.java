package checkout.cli.connection;

import java.io.Console;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select another stack or another user. */
public final class ConnectionOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service of another stack (default: the local stack). Needs --user.")
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = {
                "Who you are. The password is read from the environment variable",
                "CHECKOUT_PASSWORD, from the local stack's credentials, or from the terminal."
            })
    private @Nullable String user;

    /**
     * Returns a client of the service in the selected stack.
     *
     * @param defaultUser the user of the local stack, if the options select none
     */
    public OperatorApiClient connect(StackService service, String defaultUser) {
        ConnectionResolver resolver = new ConnectionResolver(
                System.getenv(),
                ServiceLoader.load(DefaultStack.class).findFirst().map(service::in),
                ConnectionOptions::askForPassword);
        return new OperatorApiClient(resolver.resolve(url, user, defaultUser), service);
    }

    @SuppressWarnings("SystemConsoleNull") // whether it is null without a terminal depends on the JDK's version
    private static String askForPassword(String user) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        return typed == null ? "" : new String(typed);
    }
}
