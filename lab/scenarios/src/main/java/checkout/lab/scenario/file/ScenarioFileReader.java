package checkout.lab.scenario.file;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.WordUse;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a scenario from YAML. Everything that is wrong is reported at once, each with its line and column. */
public final class ScenarioFileReader {

    private static final List<String> KEYS = List.of("name", "description", "load", "faults", "expect");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int LONGEST_FILE = 200_000;

    private final FileProblems problems;
    private final String defaultName;
    private final ArgumentsReader values;

    private ScenarioFileReader(String file, String defaultName) {
        this.problems = new FileProblems(file);
        this.defaultName = defaultName;
        this.values = new ArgumentsReader(problems);
    }

    /**
     * Reads the text of a file; throws with a line for each problem.
     *
     * @param file as the user named it
     * @param defaultName the scenario's name if the text has none
     */
    public static ScenarioPlan read(String file, String defaultName, String text) {
        return new ScenarioFileReader(file, defaultName).read(text);
    }

    private ScenarioPlan read(String text) {
        Optional<ScenarioPlan> plan = compose(text)
                .flatMap(node -> Section.of(node, "a scenario", problems))
                .map(this::plan);
        if (!problems.areNone() || plan.isEmpty()) {
            throw problems.exception();
        }
        return plan.get();
    }

    private Optional<Node> compose(String text) {
        Mark begin = new Mark("", 0, 0, 0, new int[0], 0);
        if (text.length() > LONGEST_FILE) {
            problems.add(begin, "the file is longer than %d characters".formatted(LONGEST_FILE));
            return Optional.empty();
        }
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null) {
                problems.add(begin, "the file is empty; it needs load and expect, and usually faults");
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(mark == null ? begin : mark, "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(begin, "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private ScenarioPlan plan(Section file) {
        file.allowOnly(KEYS, problems);
        LoadSection load = new LoadSection(problems);
        List<WordUse<Load>> loads =
                file.entry("load").map(entry -> load.read(entry.value())).orElse(List.of());
        if (file.entry("load").isEmpty()) {
            problems.add(file.place(), "load is missing; for example load: {checkouts: 20/s, for: 30s}");
        }
        return new ScenarioPlan(
                name(file),
                file.entry("description").map(this::text).orElse(""),
                load.lasts(),
                loads,
                faults(file, load.lasts()),
                expectations(file));
    }

    private String name(Section file) {
        var entry = file.entry("name");
        String name = entry.map(this::text).orElse(defaultName);
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    entry.<Node>map(Section.Entry::value).orElse(file.place()),
                    "the name '%s' is not allowed; it must be of small letters, digits and hyphens, such as payment-freezes"
                            .formatted(name));
        }
        return name;
    }

    private String text(Section.Entry entry) {
        if (entry.value() instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        problems.add(entry.value(), "%s must be a text".formatted(entry.key().getValue()));
        return "";
    }

    private List<PlannedFault> faults(Section file, Duration lasts) {
        List<PlannedFault> faults = new ArrayList<>();
        WordReader<Fault> reader = new WordReader<>(Vocabulary.FAULTS, problems);
        file.entry("faults").ifPresent(entry -> {
            for (Node item : Section.items(entry.value())) {
                Section.of(item, "a fault", problems).ifPresent(section -> {
                    FaultTiming timing = timing(section, lasts);
                    reader.read(section, FaultTiming.PARAMETERS)
                            .ifPresent(fault -> faults.add(new PlannedFault(timing, fault)));
                });
            }
        });
        return faults;
    }

    /** Without a number of times, a fault is repeated as often as the load lasts. */
    private FaultTiming timing(Section section, Duration lasts) {
        var given = values.read(section, FaultTiming.PARAMETERS);
        Duration every = given.has(FaultTiming.EVERY) ? given.get(FaultTiming.EVERY) : Duration.ZERO;
        Duration at = given.has(FaultTiming.AT) || every.isZero() ? given.get(FaultTiming.AT) : every;
        if (at.compareTo(lasts) >= 0) {
            report(
                    section,
                    FaultTiming.AT,
                    "the first injection would be at %s, but the load lasts %s; inject it earlier, or give the load more time"
                            .formatted(ParameterTypes.format(at), ParameterTypes.format(lasts)));
            return FaultTiming.once(at);
        }
        if (every.isZero()) {
            if (given.has(FaultTiming.TIMES) && given.get(FaultTiming.TIMES) > 1) {
                report(section, FaultTiming.TIMES, "times needs every, the time from one injection to the next");
            }
            return FaultTiming.once(at);
        }
        long fitting = 1 + lasts.minus(at).minusMillis(1).dividedBy(every);
        return new FaultTiming(at, every, given.has(FaultTiming.TIMES) ? given.get(FaultTiming.TIMES) : (int) fitting);
    }

    private void report(Section section, Parameter<?> parameter, String problem) {
        problems.add(
                section.entry(parameter.name()).<Node>map(Section.Entry::value).orElse(section.place()), problem);
    }

    private List<WordUse<Expectation>> expectations(Section file) {
        var entry = file.entry("expect");
        if (entry.isEmpty()) {
            problems.add(
                    file.place(), "expect is missing; for example expect: [audit, all-ended: 60s, no-dead-letters]");
            return List.of();
        }
        List<WordUse<Expectation>> expectations = new ArrayList<>();
        WordReader<Expectation> reader = new WordReader<>(Vocabulary.EXPECTATIONS, problems);
        for (Node item : Section.items(entry.get().value())) {
            reader.read(item).ifPresent(use -> {
                if (expectations.stream().anyMatch(each -> each.is(use.word()))) {
                    problems.add(
                            item, "'%s' is expected twice".formatted(use.word().name()));
                }
                expectations.add(use);
            });
        }
        if (expectations.isEmpty() && problems.areNone()) {
            problems.add(entry.get().value(), "nothing is expected, so the run would show nothing");
        }
        return List.copyOf(expectations);
    }
}
