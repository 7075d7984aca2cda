package checkout.lab.audit;

import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.cli.LauncherSubcommand;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./checkout audit}: checks the invariants of the running stack, or of another system. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the invariants of orders, stock, payments, sagas and the payment provider.",
            "Checks the running stack of this clone or, with --databases, another system, in which each service may have a",
            "database of its own; the tables are then copied into a temporary database and compared there.",
            "Exit code 0 only if every invariant holds."
        })
public final class AuditCommand implements LauncherSubcommand {

    private static final String PASSWORD = "DB_AUDITOR_PASSWORD";

    @Option(
            names = "--under-load",
            description = "Checkouts are still in progress: skip the invariants that hold only once they have ended.")
    private boolean underLoad;

    @Option(
            names = "--patience",
            defaultValue = "PT10S",
            description = "How long to wait for checkouts in progress to end (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--databases",
            paramLabel = "URL",
            description =
                    "JDBC URL of the services' databases, in which {database} stands for orders, inventory, payments and sagas, such as jdbc:postgresql://127.0.0.1:15432/{database}. The password is that in the environment variable "
                            + PASSWORD + ".")
    private @Nullable String databases;

    @Option(
            names = "--user",
            defaultValue = "auditor",
            description = "With --databases: a role that reads them (default: ${DEFAULT-VALUE}).")
    private String user = "";

    @Option(
            names = "--provider",
            paramLabel = "URL",
            description =
                    "With --databases: the card provider's simulator, such as http://127.0.0.1:8084; without it, what needs its ledger is not checked.")
    private @Nullable String provider;

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Verdict> verdicts = databases == null ? ofThisStack() : ofExternalSystem(databases);
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(verdicts));
        } else {
            verdicts.forEach(verdict -> print(verdict, out));
        }
        out.flush();
        return verdicts.stream().allMatch(Verdict::holds) ? 0 : 1;
    }

    private List<Verdict> ofThisStack() throws InterruptedException {
        InvariantAudit audit = new InvariantAudit(LocalStack.running(LauncherEnvironment.stateDirectory()));
        return underLoad ? audit.underLoad() : audit.atRest(patience);
    }

    private List<Verdict> ofExternalSystem(String urls) throws InterruptedException {
        if (underLoad) {
            throw new StackException(
                    "--under-load needs one database, because several cannot be read at the same moment; omit it or --databases.");
        }
        String password = System.getenv(PASSWORD);
        if (password == null || password.isEmpty()) {
            throw new StackException(
                    "--databases needs the password of %s in the environment variable %s.".formatted(user, PASSWORD));
        }
        return new ExternalSystemAudit(urls, user, provider).atRest(password, patience);
    }

    private static void print(Verdict verdict, PrintWriter out) {
        out.printf("%-8s %s%n", verdict.holds() ? "holds" : "BROKEN", verdict.invariant());
        verdict.counterExamples().forEach(counterExample -> out.printf("         %s%n", counterExample));
    }
}
