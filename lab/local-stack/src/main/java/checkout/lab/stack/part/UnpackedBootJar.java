package checkout.lab.stack.part;

import checkout.lab.stack.state.DirectoryTree;
import checkout.lab.stack.state.StackException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A Spring Boot application, unpacked: plain jars start faster than a jar of jars and can be archived. What was released
 * goes into one folder and comes first on the class path; it stays through all builds that use the same. What this
 * project builds goes into another.
 */
final class UnpackedBootJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String RELEASED = "released-";
    private static final String BUILT = "built-";
    private static final Predicate<String> IS_BUILT_HERE = name -> name.endsWith("-SNAPSHOT.jar");

    private final Path jar;
    private final Path home;

    UnpackedBootJar(Path jar, Path home) {
        this.jar = jar;
        this.home = home;
    }

    /** What java is to be given to run the application. */
    List<String> program() throws IOException {
        try (JarFile boot = open()) {
            String main = boot.getManifest().getMainAttributes().getValue("Start-Class");
            return List.of("-cp", classPath(released(boot)) + File.pathSeparator + application(), main);
        }
    }

    /** The folder of exactly these libraries. */
    Path released() throws IOException {
        try (JarFile boot = open()) {
            return released(boot);
        }
    }

    /** The folder of the libraries that were unpacked last, whatever has become of the jar since. */
    Optional<Path> releasedInUse() throws IOException {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(RELEASED))
                    .findFirst();
        }
    }

    /** The class path of the libraries in such a folder: a jar that holds nothing but their names. */
    static String classPath(Path released) {
        return released.resolve("libraries.jar").toString();
    }

    /** Unpacks what has not been, and removes what earlier builds left. */
    void unpack() throws IOException {
        try (JarFile boot = open()) {
            Path released = released(boot);
            DirectoryTree.deleteAllBut(home, List.of(released, built()));
            once(released, () -> {
                write(boot, IS_BUILT_HERE.negate(), released);
                writeNames(boot, released);
            });
            once(built(), () -> {
                write(boot, IS_BUILT_HERE, built());
                writeApplication(boot);
            });
        }
    }

    private JarFile open() throws IOException {
        if (!Files.exists(jar)) {
            throw new StackException("%s is missing; build it with: mvn package -DskipTests".formatted(jar));
        }
        JarFile boot = new JarFile(jar.toFile());
        if (boot.getJarEntry("BOOT-INF/classpath.idx") == null) {
            boot.close();
            throw new StackException(
                    "%s is not a Spring Boot application; build it with: mvn package -DskipTests".formatted(jar));
        }
        return boot;
    }

    private Path released(JarFile boot) throws IOException {
        CRC32 all = new CRC32();
        for (String name : libraries(boot, IS_BUILT_HERE.negate())) {
            JarEntry library = boot.getJarEntry(LIBRARIES + name);
            all.update("%s %x ".formatted(name, library.getCrc()).getBytes(StandardCharsets.UTF_8));
        }
        return home.resolve("%s%08x".formatted(RELEASED, all.getValue()));
    }

    private Path built() throws IOException {
        return home.resolve(
                "%s%x-%x".formatted(BUILT, Files.getLastModifiedTime(jar).toMillis(), Files.size(jar)));
    }

    private Path application() throws IOException {
        return built().resolve(jar.getFileName());
    }

    private static void once(Path folder, Work work) throws IOException {
        Path done = folder.resolve("unpacked");
        if (!Files.exists(done)) {
            DirectoryTree.delete(folder); // half of it may be there, from an unpacking that was cut short
            Files.createDirectories(folder);
            work.run();
            Files.createFile(done);
        }
    }

    private static void write(JarFile boot, Predicate<String> which, Path folder) throws IOException {
        for (String name : libraries(boot, which)) {
            try (InputStream library = boot.getInputStream(boot.getJarEntry(LIBRARIES + name))) {
                Files.copy(library, folder.resolve(name));
            }
        }
    }

    private static void writeNames(JarFile boot, Path released) throws IOException {
        Manifest names = new Manifest();
        names.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        names.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(boot, IS_BUILT_HERE.negate())));
        new JarOutputStream(Files.newOutputStream(Path.of(classPath(released))), names).close();
    }

    private void writeApplication(JarFile boot) throws IOException {
        Manifest manifest = new Manifest(boot.getManifest());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(boot, IS_BUILT_HERE)));
        // folders too: without them Spring finds no components in a package
        List<JarEntry> classes = boot.stream()
                .filter(entry ->
                        entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length())
                .toList();
        try (JarOutputStream out =
                new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(application())), manifest)) {
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
    private static List<String> libraries(JarFile boot, Predicate<String> which) throws IOException {
        try (InputStream lines = boot.getInputStream(boot.getJarEntry("BOOT-INF/classpath.idx"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(line.indexOf(LIBRARIES) + LIBRARIES.length(), line.lastIndexOf('"')))
                    .filter(which)
                    .toList();
        }
    }

    /** A part of the unpacking. */
    private interface Work {
        void run() throws IOException;
    }
}
