package checkout.relay;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class path of the relays that tests start. It consists of jars alone, because the JVM archives only classes from jars:
 * the first relay that ends by itself leaves an archive, and later ones start in half the time.
 */
final class RelayClassPath {
    private static final Path FOLDER = Path.of("target", "relay-process");

    private static final class Prepared {
        static final String CLASS_PATH = prepare();
    }

    private RelayClassPath() {}

    static List<String> options() {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + FOLDER.resolve("classes.jsa"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-cp",
                Prepared.CLASS_PATH);
    }

    private static String prepare() {
        try {
            Files.createDirectories(FOLDER);
            Files.deleteIfExists(FOLDER.resolve("classes.jsa"));
            List<String> jars = new ArrayList<>();
            List<String> entries = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .toList();
            for (String entry : entries) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    Path jar = FOLDER.resolve("directory-%d.jar".formatted(jars.size()));
                    jar(path, jar);
                    jars.add(jar.toString());
                } else {
                    jars.add(entry);
                }
            }
            return String.join(File.pathSeparator, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path directory, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().skip(1).toList()) {
                String name = directory.relativize(file).toString();
                if (Files.isDirectory(file)) {
                    // the search for components asks for directories
                    out.putNextEntry(new JarEntry(name + "/"));
                } else {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(file, out);
                }
            }
        }
    }
}
