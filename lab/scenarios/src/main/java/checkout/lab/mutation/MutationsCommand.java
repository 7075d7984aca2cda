package checkout.lab.mutation;

import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.MutationLoad;
import checkout.lab.mutation.registry.Mutations;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.word.NearestWord;
import checkout.lab.stack.cli.LabSubcommand;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./checkout lab mutations}: proves that the checkers can fail. */
@Command(
        name = "mutations",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts one bug after the other into a running system, and expects that the right invariant turns red.",
            "The system is a stack in .checkout/mutations, on free ports, which is empty at the beginning of each trial; the stack of the clone and its data are left alone. Each load first runs once without a bug, and must pass.",
            "Exit code 0 only if every mutation was caught by its own invariant and every load passed without a mutation."
        })
public final class MutationsCommand implements LabSubcommand {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "As --list shows them (default: all).")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Only show the mutations.")
    private boolean list;

    @Option(names = "--no-control", description = "Leave the loads without a bug out; the exit code is not 0 then.")
    private boolean noControl;

    @Option(names = "--seed", defaultValue = "7", description = "Of what customers do (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print JSON; progress goes to the error output.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        List<Mutation> mutations = names.isEmpty()
                ? Mutations.all()
                : names.stream().map(MutationsCommand::find).toList();
        if (list) {
            print(out, asJson ? json(mutations) : listed(mutations));
            return 0;
        }
        PrintWriter progress = asJson ? command.getErr() : out;
        List<TrialResult> results = run(mutations, progress);
        print(
                out,
                asJson
                        ? JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results)
                        : text(MutationTable.of(results)));
        return !noControl && results.stream().allMatch(each -> each.verdict().isGood()) ? 0 : 1;
    }

    private List<TrialResult> run(List<Mutation> mutations, PrintWriter progress) throws InterruptedException {
        StateDirectory clone = LauncherEnvironment.stateDirectory();
        clone.create();
        Path logFile = clone.path().resolve("mutations.log");
        List<TrialResult> results = new ArrayList<>();
        try (PrintWriter log = new PrintWriter(Files.newBufferedWriter(logFile));
                MutationStack stacks = new MutationStack(clone)) {
            progress.println("What happens in each trial is written to " + logFile);
            MutationRun run = new MutationRun(stacks, seed, progress, log);
            if (!noControl) {
                List<MutationLoad> loads =
                        mutations.stream().map(Mutation::load).distinct().toList();
                results.addAll(run.controls(loads));
            }
            results.addAll(run.mutations(mutations));
        } catch (IOException e) {
            throw new StackException("%s cannot be written (%s).".formatted(logFile, e), e);
        }
        return results;
    }

    private static Mutation find(String name) {
        List<String> known = Mutations.all().stream().map(Mutation::name).toList();
        return Mutations.find(name)
                .orElseThrow(() ->
                        new StackException("There is no mutation '%s'%s; ./checkout lab mutations --list shows them."
                                .formatted(name, NearestWord.hint(name, known))));
    }

    private static String listed(List<Mutation> mutations) {
        List<List<Object>> rows = new ArrayList<>();
        mutations.forEach(each -> rows.add(List.of(
                each.name(),
                each.application(),
                each.load().word(),
                each.foundBy().result())));
        StringBuilder text =
                new StringBuilder(text(new ResultTable(List.of("mutation", "in", "load", "must turn red"), rows)));
        mutations.forEach(each -> text.append("%n%s: %s".formatted(each.name(), each.breaks())));
        return text.toString();
    }

    private static String text(ResultTable table) {
        return String.join(System.lineSeparator(), table.lines());
    }

    private static String json(List<Mutation> mutations) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(mutations);
    }

    private static void print(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
