package checkout.architecture;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of docker-compose.yml, with anchors and merged sections resolved. */
final class ComposeFile {

    static final Path FILE = SourceTree.ROOT.resolve("docker-compose.yml");

    private ComposeFile() {}

    /** A service by its name, and its section. */
    record Service(String name, Map<?, ?> section) {

        boolean isApplication() {
            return section.get("build") != null;
        }

        /** The folder of the module whose image the service runs. */
        Path module() {
            return SourceTree.ROOT.resolve(
                    text(map(map(section.get("build")).get("args")).get("MODULE")));
        }

        Map<String, String> environment() {
            Map<String, String> variables = new LinkedHashMap<>();
            if (section.get("environment") != null) {
                map(section.get("environment")).forEach((name, value) -> variables.put(text(name), text(value)));
            }
            return variables;
        }

        List<String> list(String key) {
            return section.get(key) instanceof List<?> values
                    ? values.stream().map(ComposeFile::text).toList()
                    : List.of();
        }

        String value(String key) {
            return String.valueOf(section.get(key));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Service> services() {
        try (Reader file = Files.newBufferedReader(FILE)) {
            Map<?, ?> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return map(content.get("services")).entrySet().stream()
                    .map(service -> new Service(text(service.getKey()), map(service.getValue())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static String text(Object value) {
        return Objects.requireNonNull(value).toString();
    }
}
