package checkout.lab.stack.part;

import checkout.lab.stack.state.StackProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A Spring Boot application, unpacked once after each build: plain jars start faster than a jar of jars and can be
 * archived. Boot's own {@code -Djarmode=tools extract} does the same, at the price of a JVM for each application.
 */
final class BootJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final Path jar;
    private final Path home;

    BootJar(Path jar, Path home) {
        this.jar = jar;
        this.home = home;
    }

    /** The folder of this very build. */
    Path folder() throws IOException {
        if (!Files.exists(jar)) {
            throw new StackProblem("%s is missing; build it with: mvn package -DskipTests".formatted(jar));
        }
        return home.resolve("%x-%x".formatted(Files.getLastModifiedTime(jar).toMillis(), Files.size(jar)));
    }

    /** The folder that was unpacked last, whatever has become of the jar since. */
    Path folderInUse() throws IOException {
        if (!Files.isDirectory(home)) {
            return home;
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.findFirst().orElse(home);
        }
    }

    /** The application's own jar, which names its libraries. */
    Path unpacked() throws IOException {
        return folder().resolve(jar.getFileName());
    }

    /** Unpacks unless that is done, and removes what earlier builds left. */
    void unpack() throws IOException {
        Path done = folder().resolve("unpacked");
        if (Files.exists(done)) {
            return;
        }
        delete(home);
        Files.createDirectories(folder().resolve("lib"));
        try (JarFile boot = new JarFile(jar.toFile())) {
            writeLibraries(boot);
            writeApplication(boot);
        }
        Files.createFile(done);
    }

    private void writeLibraries(JarFile boot) throws IOException {
        for (String name : libraries(boot)) {
            try (InputStream library = boot.getInputStream(boot.getJarEntry(LIBRARIES + name))) {
                Files.copy(library, folder().resolve("lib").resolve(name));
            }
        }
    }

    private void writeApplication(JarFile boot) throws IOException {
        Manifest manifest = new Manifest(boot.getManifest());
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MAIN_CLASS, main.getValue("Start-Class"));
        main.put(
                Attributes.Name.CLASS_PATH,
                String.join(
                        " ", libraries(boot).stream().map(name -> "lib/" + name).toList()));
        // folders too: without them Spring finds no components in a package
        List<JarEntry> classes = boot.stream()
                .filter(entry ->
                        entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length())
                .toList();
        try (JarOutputStream out =
                new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(unpacked())), manifest)) {
            for (JarEntry entry : classes) {
                out.putNextEntry(new JarEntry(entry.getName().substring(CLASSES.length())));
                try (InputStream content = boot.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** In the order of the class path, which the build has written down. */
    private List<String> libraries(JarFile boot) throws IOException {
        JarEntry index = boot.getJarEntry("BOOT-INF/classpath.idx");
        if (index == null) {
            throw new StackProblem(
                    "%s is not a Spring Boot application; build it with: mvn package -DskipTests".formatted(jar));
        }
        try (InputStream lines = boot.getInputStream(index)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(line.indexOf(LIBRARIES) + LIBRARIES.length(), line.lastIndexOf('"')))
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
