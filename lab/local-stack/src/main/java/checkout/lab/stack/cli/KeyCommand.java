package checkout.lab.stack.cli;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the API key of a demo storefront and nothing else, for use in scripts. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description =
                "Prints a storefront's API key and nothing else: curl -H \"Authorization: Bearer $(./checkout key)\".")
final class KeyCommand implements LauncherSubcommand {

    private enum Storefront {
        STOREFRONT,
        STOREFRONT2
    }

    @Option(
            names = "--storefront",
            paramLabel = "NAME",
            defaultValue = "storefront",
            description = "storefront or storefront2 (default: ${DEFAULT-VALUE}).")
    private Storefront storefront = Storefront.STOREFRONT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Credentials credentials =
                LocalStack.running(LauncherEnvironment.stateDirectory()).credentials();
        Credentials.Key key =
                switch (storefront) {
                    case STOREFRONT -> credentials.storefront();
                    case STOREFRONT2 -> credentials.storefront2();
                };
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(key.key());
        out.flush();
        return 0;
    }
}
