package checkout.lab.scenario;

import checkout.lab.scenario.Scenario.Place;
import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.word.NearestWord;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All scenarios: those that are classes, those of the project's folder of files, and any file that is named. */
final class ScenarioSources {

    private static final String FOLDER = "lab/scenarios/files";
    private static final List<String> ENDINGS = List.of(".yaml", ".yml");

    private final Path folder;

    /** @param clone the folder of the project */
    ScenarioSources(Path clone) {
        this.folder = clone.resolve(FOLDER);
    }

    /** The scenarios that are classes and those of the folder; each is made anew for each run. */
    List<Supplier<Scenario>> all() {
        List<Supplier<Scenario>> all = new ArrayList<>(Scenarios.all());
        files().forEach(file -> all.add(ofFile(file)));
        return all;
    }

    /** All, with those at the end after which others would not mean anything. */
    List<Supplier<Scenario>> allInOrder() {
        return all().stream()
                .sorted(Comparator.comparing((Supplier<Scenario> scenario) ->
                        scenario.get().outline().place() == Place.LAST))
                .toList();
    }

    /** @param name of a scenario, or a path that ends with .yaml */
    Supplier<Scenario> find(String name) {
        if (isFile(name)) {
            return ofFile(Path.of(name));
        }
        return Scenarios.find(name).or(() -> inFolder(name)).orElseThrow(() -> unknown(name));
    }

    private Optional<Supplier<Scenario>> inFolder(String name) {
        for (Path file : files()) {
            ScenarioPlan plan = read(file);
            if (plan.name().equals(name)) {
                return Optional.of(() -> Scenario.of(plan, file.toString()));
            }
        }
        return Optional.empty();
    }

    private StackException unknown(String name) {
        List<String> names =
                all().stream().map(scenario -> scenario.get().name()).toList();
        return new StackException(
                "There is no scenario '%s'%s; the scenarios are %s. A file is named with its path and .yaml."
                        .formatted(name, NearestWord.hint(name, names), String.join(", ", names)));
    }

    private static Supplier<Scenario> ofFile(Path file) {
        ScenarioPlan plan = read(file);
        return () -> Scenario.of(plan, file.toString());
    }

    static ScenarioPlan read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new StackException("The file %s cannot be read (%s).".formatted(file, e), e);
        }
        String name = file.getFileName().toString();
        return ScenarioFileReader.read(file.toString(), name.substring(0, name.lastIndexOf('.')), text);
    }

    private static boolean isFile(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isFile(file.toString())).sorted().toList();
        } catch (IOException e) {
            throw new StackException("The folder %s cannot be read (%s).".formatted(folder, e), e);
        }
    }
}
