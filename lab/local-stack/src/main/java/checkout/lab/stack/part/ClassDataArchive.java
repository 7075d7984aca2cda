package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The classes of the libraries that a program loads, noted while it runs for the first time and archived when it has
 * ended; from then on a start maps the archive instead of reading and verifying jars, which takes two fifths of the
 * processor time off it. The program's own classes are left out, so that the archive outlives every build that keeps the
 * libraries.
 */
final class ClassDataArchive {

    private final String classPath;
    private final JavaInstallation java;
    private final Path archive;
    private final Path noted;

    /**
     * @param folder a place that is given up together with these libraries
     * @param classPath of the libraries; the program's own begins with it
     */
    ClassDataArchive(Path folder, String classPath, JavaInstallation java) {
        this.classPath = classPath;
        this.java = java;
        this.archive = folder.resolve("classes-%s.jsa".formatted(java.build()));
        this.noted = folder.resolve("classes-%s.list".formatted(java.build()));
    }

    /** The JVM's options that use the archive, or note what belongs into it. */
    List<String> options() throws IOException {
        if (isDone()) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off");
        }
        Files.createDirectories(archive.getParent());
        return List.of("-XX:DumpLoadedClassList=" + noted);
    }

    boolean isDone() {
        return Files.exists(archive);
    }

    /** Whether something was noted that has not been archived. */
    boolean isUnderWay() {
        return Files.exists(noted);
    }

    /** To be told when the program has ended; what was noted by one that was killed is not whole. */
    void ended(boolean politely, Consumer<String> say) throws IOException, InterruptedException {
        if (!isUnderWay()) {
            return;
        }
        if (politely) {
            archive(say);
        }
        Files.deleteIfExists(noted);
    }

    private void archive(Consumer<String> say) throws IOException, InterruptedException {
        Path draft = archive.resolveSibling(archive.getFileName() + ".draft");
        Path log = archive.resolveSibling("archive.log");
        List<String> command = new ArrayList<>();
        command.add(java.java().toString());
        command.addAll(java.layout());
        command.addAll(List.of(
                "-Xshare:dump",
                // only this collector archives objects too; the others can use them
                "-XX:+UseG1GC",
                "-XX:SharedClassListFile=" + noted,
                "-XX:SharedArchiveFile=" + draft,
                "-cp",
                classPath));
        Process archiving = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (archiving.waitFor() == 0) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(draft);
            say.accept("The classes could not be archived, so starts stay as slow as the first; %s says why."
                    .formatted(log));
        }
    }
}
