package checkout.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of the root pom: their sources and their compiled classes. */
final class SourceTree {

    static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    private SourceTree() {}

    /** The folders of all modules that have main sources. */
    static List<Path> modules() {
        return allModules().stream()
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .toList();
    }

    private static List<Path> allModules() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(module -> ROOT.resolve(module.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> compiledClasses() {
        return modules().stream()
                .map(module -> module.resolve("target/classes"))
                .toList();
    }

    static List<Path> javaFiles() {
        return modules().stream()
                .flatMap(module -> filesIn(module.resolve("src/main/java")).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** The sources of all modules, tests included. */
    static List<Path> allJavaFiles() {
        return allModules().stream()
                .map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(sources -> filesIn(sources).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
