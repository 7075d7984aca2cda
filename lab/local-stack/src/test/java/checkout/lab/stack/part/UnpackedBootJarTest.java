package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.state.StackException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: an unpacked application differs from its jar, or libraries are unpacked more often than necessary. */
class UnpackedBootJarTest {

    @TempDir
    private Path folder;

    @Test
    void becomesAPlainJarBehindItsLibrariesInOrder() throws IOException {
        UnpackedBootJar boot =
                new UnpackedBootJar(write(Map.of("BOOT-INF/classes/checkout/tea/Tea.class", "tea")), home());

        boot.unpack();

        Path libraries = boot.releasedLibraries().resolve("libraries.jar");
        try (JarFile names = new JarFile(libraries.toFile())) {
            assertThat(classPath(names)).isEqualTo("b.jar a.jar");
        }
        assertThat(boot.releasedLibraries().resolve("b.jar")).hasContent("b");
        assertThat(boot.releasedLibraries().resolve("a.jar")).hasContent("a");
        String[] program = boot.runArguments().toArray(String[]::new);
        assertThat(program).hasSize(3).startsWith("-cp").endsWith("checkout.tea.Tea");
        assertThat(program[1]).startsWith(libraries + File.pathSeparator);
        Path application = Path.of(program[1].substring(program[1].indexOf(File.pathSeparator) + 1));
        try (JarFile plain = new JarFile(application.toFile())) {
            assertThat(classPath(plain)).isEqualTo("own-1-SNAPSHOT.jar");
            assertThat(plain.getEntry("checkout/tea/")).as("folder entry").isNotNull();
            assertThat(plain.getInputStream(plain.getEntry("checkout/tea/Tea.class")))
                    .hasContent("tea");
        }
        assertThat(application.resolveSibling("own-1-SNAPSHOT.jar")).hasContent("own");
    }

    @Test
    void aNewBuildReplacesWhatIsBuiltAndKeepsTheLibraries() throws IOException {
        Path jar = write(Map.of());
        UnpackedBootJar boot = new UnpackedBootJar(jar, home());
        boot.unpack();
        Path cache = Files.createFile(boot.releasedLibraries().resolve("cache.aot"));

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        boot.unpack();

        assertThat(cache).exists();
        assertThat(home()).isDirectoryContaining("glob:**/built-f4240-*");
        assertThat(home().toFile().list()).hasSize(2);
    }

    @Test
    void tellsFromItsArgumentsWhetherAProcessIsOfAnEarlierBuild() throws IOException {
        Path jar = write(Map.of());
        UnpackedBootJar boot = new UnpackedBootJar(jar, home());
        List<List<String>> started = List.of(boot.runArguments(), boot.recordedArguments());
        assertThat(started).noneMatch(arguments -> isOlderIn(boot, arguments));

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));

        assertThat(started).allMatch(arguments -> isOlderIn(boot, arguments));
        assertThat(isOlderIn(boot, boot.runArguments())).isFalse();
        assertThat(isOlderIn(boot, List.of())).as("not running, or not known").isFalse();
        Files.delete(jar);
        assertThat(started).noneMatch(arguments -> isOlderIn(boot, arguments));
    }

    private static boolean isOlderIn(UnpackedBootJar boot, List<String> arguments) {
        try {
            return boot.isOlderIn(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptedUnpackingIsRepeated() throws IOException {
        UnpackedBootJar boot = new UnpackedBootJar(write(Map.of()), home());
        Files.writeString(Files.createDirectories(boot.releasedLibraries()).resolve("b.jar"), "half");

        boot.unpack();

        assertThat(boot.releasedLibraries().resolve("b.jar")).hasContent("b");
    }

    @Test
    void aChangedLibraryReplacesTheFolder() throws IOException {
        UnpackedBootJar boot = new UnpackedBootJar(write(Map.of()), home());
        boot.unpack();
        Path old = boot.releasedLibraries();

        write(Map.of("BOOT-INF/lib/b.jar", "bee"));
        boot.unpack();

        assertThat(boot.releasedLibraries()).isNotEqualTo(old).isDirectory();
        assertThat(boot.releasedLibrariesInUse()).hasValue(boot.releasedLibraries());
        assertThat(old).doesNotExist();
    }

    @Test
    void aMissingJarIsNamed() {
        Path jar = folder.resolve("tea-service.jar");
        assertThatThrownBy(() -> new UnpackedBootJar(jar, home()).unpack())
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(jar + " is missing; build it");
    }

    private Path home() {
        return folder.resolve("home");
    }

    private static String classPath(JarFile jar) throws IOException {
        return jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }

    private Path write(Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        manifest.getMainAttributes().putValue("Start-Class", "checkout.tea.Tea");
        Map<String, String> entries = new LinkedHashMap<>();
        for (String directory : new String[] {"BOOT-INF/classes/", "BOOT-INF/classes/checkout/tea/", "BOOT-INF/lib/"}) {
            entries.put(directory, "");
        }
        entries.put("BOOT-INF/lib/b.jar", "b");
        entries.put("BOOT-INF/lib/own-1-SNAPSHOT.jar", "own");
        entries.put("BOOT-INF/lib/a.jar", "a");
        entries.put(
                "BOOT-INF/classpath.idx",
                "- \"BOOT-INF/lib/b.jar\"\n- \"BOOT-INF/lib/own-1-SNAPSHOT.jar\"\n- \"BOOT-INF/lib/a.jar\"\n");
        entries.putAll(more);
        Path jar = folder.resolve("tea-service.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
