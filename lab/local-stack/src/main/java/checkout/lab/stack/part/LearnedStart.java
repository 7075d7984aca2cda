package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the JVM learned of a program's start, written when the program ends for the first time and used from then on: the
 * AOT cache of JDK 25, or a class data archive before that.
 */
final class LearnedStart {

    private final Path file;
    private final Path draft;
    private final boolean aotCache;

    LearnedStart(Path folder, JavaInstallation java) {
        this.aotCache = java.version() >= 25;
        this.file = folder.resolve("start-%s.%s".formatted(java.build(), aotCache ? "aot" : "jsa"));
        this.draft = file.resolveSibling("draft-" + file.getFileName());
    }

    /** The options that use what is there, or learn it. */
    List<String> options() throws IOException {
        adoptDraft();
        if (Files.exists(file)) {
            return aotCache
                    ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                    : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off");
        }
        Files.createDirectories(file.getParent());
        return aotCache
                ? List.of("-XX:AOTCacheOutput=" + draft, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off");
    }

    /** Whether the program is going to write it when it ends, which takes a few seconds. */
    boolean isLearning() {
        return !Files.exists(file);
    }

    /** The draft is whole when the program that wrote it has ended; the intermediate file says it has not. */
    private void adoptDraft() throws IOException {
        if (Files.exists(draft) && !Files.exists(draft.resolveSibling(draft.getFileName() + ".config"))) {
            Files.move(draft, file);
        }
    }
}
