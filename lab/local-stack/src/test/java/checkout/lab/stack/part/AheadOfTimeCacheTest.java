package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a start does not use the cache, or an incomplete cache is used. */
class AheadOfTimeCacheTest {

    private static final JavaInstallation JAVA = JavaInstallation.current();

    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path folder;

    private AheadOfTimeCache cache;

    @BeforeEach
    void createJars() throws IOException {
        assumeThat(AheadOfTimeCache.isSupported(JAVA)).isTrue();
        writeJar(libraries(), RecordedProgram.class);
        writeJar(program(), ProgramOfItsOwn.class);
        cache = cache(true);
    }

    private AheadOfTimeCache cache(boolean records) {
        return new AheadOfTimeCache(folder.resolve("cache"), libraries().toString(), JAVA, records);
    }

    @Test
    void theSecondRunUsesWhatTheFirstRecordedOfTheLibraries() throws Exception {
        assertThat(cache.records()).isTrue();
        assertThat(runRecorded()).isEqualTo("ran");
        assertThat(cache.isBeingRecorded()).isTrue();

        cache.onProgramEnded(false, messages::add);

        assertThat(messages).isEmpty();
        assertThat(cache.exists()).isTrue();
        assertThat(cache.isBeingRecorded()).isFalse();
        assertThat(cache.records()).isFalse();
        assertThat(runFromTheCache()).isEqualTo("ran");
    }

    @Test
    void anotherBuildOfTheProgramUsesTheSameCache() throws Exception {
        runRecorded();
        cache.onProgramEnded(false, messages::add);

        writeJar(program(), ProgramOfItsOwn.class, Object.class);

        assertThat(runFromTheCache()).isEqualTo("ran");
    }

    @Test
    void theRecordingOfAKilledProgramIsDropped() throws Exception {
        runRecorded();

        cache.onProgramEnded(true, messages::add);

        assertThat(cache.exists()).isFalse();
        assertThat(cache.isBeingRecorded()).isFalse();
    }

    @Test
    void aProgramThatIsStartedTooSeldomIsNotRecorded() throws Exception {
        cache = cache(false);
        assertThat(cache.records()).isFalse();
        assertThat(cache.options()).isEmpty();

        cache.onProgramEnded(false, messages::add);

        assertThat(cache.isBeingRecorded()).isFalse();
        assertThat(cache.exists()).isFalse();
    }

    @Test
    void aCacheThatCannotBeCreatedIsReported() throws Exception {
        cache.options();

        cache.onProgramEnded(false, messages::add);

        assertThat(messages).singleElement().asString().contains("cache.log");
        assertThat(cache.exists()).isFalse();
    }

    private String runRecorded() throws IOException, InterruptedException {
        return run(
                cache.options(),
                List.of("-jar", libraries().toString(), program().toString(), ProgramOfItsOwn.class.getName()));
    }

    /** Fails if the JVM cannot use the cache, instead of starting without it. */
    private String runFromTheCache() throws IOException, InterruptedException {
        assertThat(cache.exists()).isTrue();
        List<String> options = new ArrayList<>(cache.options());
        options.add("-XX:AOTMode=on");
        return run(
                options, List.of("-cp", libraries() + File.pathSeparator + program(), ProgramOfItsOwn.class.getName()));
    }

    /** Returns the line that the program printed; a JVM that records adds another. */
    private String run(List<String> options, List<String> program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.java().toString()));
        command.addAll(JAVA.options(32));
        command.addAll(options);
        command.addAll(program);
        Path log = folder.resolve("run.log");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String output = Files.readString(log);
        assertThat(exitCode).as(output).isZero();
        return output.lines().findFirst().orElse("");
    }

    private Path libraries() {
        return folder.resolve("libraries.jar");
    }

    private Path program() {
        return folder.resolve("program.jar");
    }

    private static void writeJar(Path jar, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, classes[0].getName());
        manifest.getMainAttributes().putValue("Launcher-Agent-Class", classes[0].getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> each : classes) {
                String name = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream bytes = Objects.requireNonNull(each.getResourceAsStream("/" + name))) {
                    bytes.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
