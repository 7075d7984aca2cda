package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The classes a program loads, archived when it ends for the first time after a build; the next start maps the archive
 * instead of reading and verifying jars, which takes half of the processor time off it.
 */
final class LearnedStart {

    private final Path archive;
    private final Path draft;

    LearnedStart(Path folder, JavaInstallation java) {
        this.archive = folder.resolve("classes-%s.jsa".formatted(java.build()));
        this.draft = archive.resolveSibling(archive.getFileName() + ".draft");
    }

    /** The JVM's options that use the archive, or make it. */
    List<String> options() throws IOException {
        // left by a program that did not end as it should
        Files.deleteIfExists(draft);
        Files.createDirectories(archive.getParent());
        String option = isLearning() ? "-XX:ArchiveClassesAtExit=" + draft : "-XX:SharedArchiveFile=" + archive;
        return List.of(option, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Whether the program will write the archive when it ends, which takes it a few seconds. */
    boolean isLearning() {
        return !Files.exists(archive);
    }

    /** To be told when the program has ended; what was written by one that was killed is no good. */
    void ended(boolean politely) throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        if (politely) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(draft);
        }
    }
}
