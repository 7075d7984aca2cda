package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a start does not use the archive, or an incomplete archive is used. */
class ClassDataArchiveTest {

    private final JavaInstallation java = JavaInstallation.current();
    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path folder;

    private ClassDataArchive archive;

    @BeforeEach
    void createEmptyLibraries() throws IOException {
        Path libraries = folder.resolve("libraries.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new JarOutputStream(Files.newOutputStream(libraries), manifest).close();
        archive = archive(true);
    }

    private ClassDataArchive archive(boolean records) {
        return new ClassDataArchive(
                folder.resolve("archive"), folder.resolve("libraries.jar").toString(), java, records);
    }

    @Test
    void theSecondRunMapsTheClassesOfTheFirst() throws Exception {
        assertThat(run(archive.options())).isZero();
        assertThat(archive.isBeingRecorded()).isTrue();

        archive.onProgramEnded(false, messages::add);

        assertThat(messages).isEmpty();
        assertThat(archive.exists()).isTrue();
        assertThat(archive.isBeingRecorded()).isFalse();
        List<String> options = new ArrayList<>(archive.options());
        // so that a JVM that cannot map the archive does not start
        options.replaceAll(option -> option.equals("-Xshare:auto") ? "-Xshare:on" : option);
        assertThat(options).contains("-Xshare:on");
        assertThat(run(options)).isZero();
    }

    @Test
    void theClassesOfAKilledProgramAreNotArchived() throws Exception {
        assertThat(run(archive.options())).isZero();

        archive.onProgramEnded(true, messages::add);

        assertThat(archive.exists()).isFalse();
        assertThat(archive.isBeingRecorded()).isFalse();
    }

    @Test
    void aProgramThatIsStartedTooSeldomRecordsNothing() throws Exception {
        archive = archive(false);
        assertThat(run(archive.options())).isZero();

        archive.onProgramEnded(false, messages::add);

        assertThat(archive.isBeingRecorded()).isFalse();
        assertThat(archive.exists()).isFalse();
    }

    @Test
    void aFailedArchiveIsReported() throws Exception {
        Path classList = Path.of(archive.options().getFirst().replaceAll(".*=", ""));
        Files.writeString(classList, "not: a: class: list");

        archive.onProgramEnded(false, messages::add);

        assertThat(messages).singleElement().asString().contains("archive.log");
        assertThat(archive.exists()).isFalse();
    }

    private int run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.java().toString()));
        command.addAll(java.options(32));
        command.addAll(options);
        command.addAll(List.of("-cp", folder.resolve("libraries.jar").toString(), "-version"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile())
                .start()
                .waitFor();
    }
}
