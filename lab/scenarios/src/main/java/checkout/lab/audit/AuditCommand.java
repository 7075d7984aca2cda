package checkout.lab.audit;

import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.cli.LauncherSubcommand;
import checkout.lab.stack.run.LocalStack;
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

/** Tells whether everything in the running stack adds up. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what must hold of orders, stock, payments, sagas and the card network together.",
            "Exit code 0 only when all of it does."
        })
public final class AuditCommand implements LauncherSubcommand {
    @Option(
            names = "--under-load",
            description = "Checkouts are still under way: leave out what need only hold once they have ended.")
    private boolean underLoad;

    @Option(
            names = "--patience",
            defaultValue = "PT10S",
            description = "How long checkouts under way may still take to end (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Verdict> verdicts = underLoad
                ? new InvariantAudit(LocalStack.running(LauncherEnvironment.stateDirectory())).underLoad()
                : new InvariantAudit(LocalStack.running(LauncherEnvironment.stateDirectory())).atRest(patience);
        if (asJson) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(verdicts));
        } else {
            verdicts.forEach(verdict -> print(verdict, out));
        }
        out.flush();
        return verdicts.stream().allMatch(Verdict::holds) ? 0 : 1;
    }

    private static void print(Verdict verdict, PrintWriter out) {
        out.printf("%-8s %s%n", verdict.holds() ? "holds" : "BROKEN", verdict.invariant());
        verdict.counterExamples().forEach(counterExample -> out.printf("         %s%n", counterExample));
    }
}
