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

/** What a program loads is archived when it ends, and only then. */
class ClassDataArchiveTest {

    private final JavaInstallation java = JavaInstallation.current();
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    private ClassDataArchive learned;

    @BeforeEach
    void nothingIsLearned() throws IOException {
        Path libraries = folder.resolve("libraries.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new JarOutputStream(Files.newOutputStream(libraries), manifest).close();
        learned = new ClassDataArchive(folder.resolve("learned"), libraries.toString(), java);
    }

    @Test
    void theSecondRunMapsWhatTheFirstHasLoaded() throws Exception {
        assertThat(run(learned.options())).isZero();
        assertThat(learned.isUnderWay()).isTrue();

        learned.ended(true, said::add);

        assertThat(said).isEmpty();
        assertThat(learned.isDone()).isTrue();
        assertThat(learned.isUnderWay()).isFalse();
        List<String> options = new ArrayList<>(learned.options());
        // then a JVM that cannot map its archive does not start
        options.replaceAll(option -> option.equals("-Xshare:auto") ? "-Xshare:on" : option);
        assertThat(options).contains("-Xshare:on");
        assertThat(run(options)).isZero();
    }

    @Test
    void whatWasNotedByAProgramThatWasKilledIsForgotten() throws Exception {
        assertThat(run(learned.options())).isZero();

        learned.ended(false, said::add);

        assertThat(learned.isDone()).isFalse();
        assertThat(learned.isUnderWay()).isFalse();
    }

    @Test
    void whyNothingWasArchivedIsSaid() throws Exception {
        Path noted = Path.of(learned.options().get(0).replaceAll(".*=", ""));
        Files.writeString(noted, "nobody: writes: this");

        learned.ended(true, said::add);

        assertThat(said).singleElement().asString().contains("archive.log says why");
        assertThat(learned.isDone()).isFalse();
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
