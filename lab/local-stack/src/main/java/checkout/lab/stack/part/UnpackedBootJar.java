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
import java.util.Objects;
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
 * A Spring Boot application, unpacked: plain jars start faster than a jar of jars, and their classes can be cached.
 * Released libraries are in one folder, first on the class path, which is valid for every build with the same libraries.
 * The jars that this project builds are in another.
 */
final class UnpackedBootJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String RECORDED_PROGRAM =
            RecordedProgram.class.getName().replace('.', '/') + ".class";
    private static final String RELEASED = "released-";
    private static final String BUILT = "built-";
    private static final Predicate<String> IS_BUILT_HERE = name -> name.endsWith("-SNAPSHOT.jar");

    private final Path jar;
    private final Path home;

    UnpackedBootJar(Path jar, Path home) {
        this.jar = jar;
        this.home = home;
    }

    /** The java arguments that run the application. */
    List<String> runArguments() throws IOException {
        try (JarFile boot = open()) {
            return List.of(
                    "-cp", classPath(releasedLibraries(boot)) + File.pathSeparator + applicationJar(), mainClass(boot));
        }
    }

    /** The java arguments that run the application for a recording of its libraries. */
    List<String> recordedArguments() throws IOException {
        try (JarFile boot = open()) {
            return List.of(
                    "-jar", classPath(releasedLibraries(boot)), applicationJar().toString(), mainClass(boot));
        }
    }

    /** Whether these java arguments run an earlier build of the application. */
    boolean isOlderIn(List<String> arguments) throws IOException {
        if (!Files.exists(jar)) {
            return false;
        }
        String anyBuild = home.resolve(BUILT).toString();
        String thisBuild = applicationJar().toString();
        return arguments.stream().anyMatch(argument -> argument.contains(anyBuild) && !argument.contains(thisBuild));
    }

    private static String mainClass(JarFile boot) throws IOException {
        return boot.getManifest().getMainAttributes().getValue("Start-Class");
    }

    /** The folder of the jar's released libraries. */
    Path releasedLibraries() throws IOException {
        try (JarFile boot = open()) {
            return releasedLibraries(boot);
        }
    }

    /** The folder of the released libraries that were unpacked last; the jar may have changed since. */
    Optional<Path> releasedLibrariesInUse() throws IOException {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(RELEASED))
                    .findFirst();
        }
    }

    /** The class path of the libraries in such a folder: a jar whose manifest lists them. */
    static String classPath(Path released) {
        return released.resolve("libraries.jar").toString();
    }

    /** Unpacks the jar unless it is unpacked, and deletes what earlier builds left. */
    void unpack() throws IOException {
        try (JarFile boot = open()) {
            Path released = releasedLibraries(boot);
            DirectoryTree.deleteAllBut(home, List.of(released, builtLibraries()));
            unpackOnce(released, () -> {
                copyLibraries(boot, IS_BUILT_HERE.negate(), released);
                writeManifestJar(boot, released);
            });
            unpackOnce(builtLibraries(), () -> {
                copyLibraries(boot, IS_BUILT_HERE, builtLibraries());
                writeApplicationJar(boot);
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

    private Path releasedLibraries(JarFile boot) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(recordedProgram());
        for (String name : libraries(boot, IS_BUILT_HERE.negate())) {
            JarEntry library = boot.getJarEntry(LIBRARIES + name);
            checksum.update("%s %x ".formatted(name, library.getCrc()).getBytes(StandardCharsets.UTF_8));
        }
        return home.resolve("%s%08x".formatted(RELEASED, checksum.getValue()));
    }

    private Path builtLibraries() throws IOException {
        return home.resolve(
                "%s%x-%x".formatted(BUILT, Files.getLastModifiedTime(jar).toMillis(), Files.size(jar)));
    }

    private Path applicationJar() throws IOException {
        return builtLibraries().resolve(jar.getFileName());
    }

    private static void unpackOnce(Path folder, Work work) throws IOException {
        Path done = folder.resolve("unpacked");
        if (!Files.exists(done)) {
            DirectoryTree.delete(folder); // an interrupted unpacking may have left some files
            Files.createDirectories(folder);
            work.run();
            Files.createFile(done);
        }
    }

    private static void copyLibraries(JarFile boot, Predicate<String> which, Path folder) throws IOException {
        for (String name : libraries(boot, which)) {
            try (InputStream library = boot.getInputStream(boot.getJarEntry(LIBRARIES + name))) {
                Files.copy(library, folder.resolve(name));
            }
        }
    }

    private static void writeManifestJar(JarFile boot, Path released) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(boot, IS_BUILT_HERE.negate())));
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, RecordedProgram.class.getName());
        manifest.getMainAttributes().putValue("Launcher-Agent-Class", RecordedProgram.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(classPath(released))), manifest)) {
            out.putNextEntry(new JarEntry(RECORDED_PROGRAM));
            out.write(recordedProgram());
            out.closeEntry();
        }
    }

    private static byte[] recordedProgram() throws IOException {
        try (InputStream bytes =
                Objects.requireNonNull(RecordedProgram.class.getResourceAsStream("/" + RECORDED_PROGRAM))) {
            return bytes.readAllBytes();
        }
    }

    private void writeApplicationJar(JarFile boot) throws IOException {
        Manifest manifest = new Manifest(boot.getManifest());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(boot, IS_BUILT_HERE)));
        // including folder entries, without which Spring finds no components in a package
        List<JarEntry> classes = boot.stream()
                .filter(entry ->
                        entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length())
                .toList();
        try (JarOutputStream out =
                new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(applicationJar())), manifest)) {
            for (JarEntry entry : classes) {
                out.putNextEntry(new JarEntry(entry.getName().substring(CLASSES.length())));
                try (InputStream content = boot.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** The libraries in the order of the class path, which the build has recorded. */
    private static List<String> libraries(JarFile boot, Predicate<String> which) throws IOException {
        try (InputStream lines = boot.getInputStream(boot.getJarEntry("BOOT-INF/classpath.idx"))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(line.indexOf(LIBRARIES) + LIBRARIES.length(), line.lastIndexOf('"')))
                    .filter(which)
                    .toList();
        }
    }

    /** A step of the unpacking. */
    private interface Work {
        void run() throws IOException;
    }
}
