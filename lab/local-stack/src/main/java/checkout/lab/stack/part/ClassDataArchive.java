package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The class data sharing archive of a program's libraries. The first run records the classes it loads; when it ends they
 * are archived. Later starts map the archive instead of reading and verifying jars, which saves two fifths of their CPU
 * time. The program's own classes are not archived, so the archive is valid for every build with the same libraries.
 */
final class ClassDataArchive {

    private final String classPath;
    private final JavaInstallation java;
    private final Path archive;
    private final Path classList;
    private final boolean records;

    /**
     * Creates nothing yet.
     *
     * @param folder the folder of the archive, deleted together with these libraries
     * @param classPath the class path of the libraries, with which the program's class path begins
     * @param records whether a run without an archive records its classes for one
     */
    ClassDataArchive(Path folder, String classPath, JavaInstallation java, boolean records) {
        this.classPath = classPath;
        this.java = java;
        this.records = records;
        this.archive = folder.resolve("classes-%s.jsa".formatted(java.build()));
        this.classList = folder.resolve("classes-%s.list".formatted(java.build()));
    }

    /** The JVM options that use the archive, or record the classes for it. */
    List<String> options() throws IOException {
        if (exists()) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off");
        }
        if (!records) {
            return List.of();
        }
        Files.createDirectories(archive.getParent());
        return List.of("-XX:DumpLoadedClassList=" + classList);
    }

    boolean exists() {
        return Files.exists(archive);
    }

    /** Whether classes were recorded that have not been archived. */
    boolean isBeingRecorded() {
        return Files.exists(classList);
    }

    /** Archives the recorded classes of a program that has ended; those of a killed program are incomplete and dropped. */
    void onProgramEnded(boolean wasKilled, Consumer<String> messages) throws IOException, InterruptedException {
        if (!isBeingRecorded()) {
            return;
        }
        if (!wasKilled) {
            createArchive(messages);
        }
        Files.deleteIfExists(classList);
    }

    private void createArchive(Consumer<String> messages) throws IOException, InterruptedException {
        Path draft = archive.resolveSibling(archive.getFileName() + ".draft");
        Path log = archive.resolveSibling("archive.log");
        List<String> command = new ArrayList<>();
        command.add(java.java().toString());
        command.addAll(java.objectLayoutOptions());
        command.addAll(List.of(
                "-Xshare:dump",
                // only G1 archives heap objects; the other collectors can use them
                "-XX:+UseG1GC",
                "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + draft,
                "-cp",
                classPath));
        Process dump = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (dump.waitFor() == 0) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(draft);
            messages.accept(
                    "The class data archive could not be created, so later starts are as slow as the first; see %s."
                            .formatted(log));
        }
    }
}
