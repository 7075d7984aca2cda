package checkout.lab.scenario;

import checkout.lab.scenario.vocabulary.WordList;
import checkout.lab.scenario.word.NearestWord;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./checkout scenario words}: what a file can say. */
@Command(
        name = "words",
        aliases = "describe",
        mixinStandardHelpOptions = true,
        description = "Lists the loads, faults and expectations that a scenario file can name, with what each takes.")
final class ScenarioWordsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORD", arity = "0..*", description = "Only these words.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<WordList.Entry> wanted = wanted();
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(wanted));
        } else {
            WordList.lines(wanted).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private List<WordList.Entry> wanted() {
        List<WordList.Entry> all = WordList.all();
        List<String> known = all.stream().map(WordList.Entry::word).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new StackException("There is no word '%s'%s; the words are %s."
                        .formatted(name, NearestWord.hint(name, known), String.join(", ", known)));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(each -> names.contains(each.word())).toList();
    }
}
