package checkout.lab.stack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ahead-of-time cache of a program's libraries: their classes, loaded and linked, and the profiles of their methods.
 * With it a JVM neither reads nor verifies jars, and compiles hot methods in the first seconds instead of observing them
 * first. The first run is recorded, and when it has ended the cache is created. The program's own classes are not in it,
 * so the cache is valid for every build with the same libraries.
 */
final class AheadOfTimeCache {

    /** The first JDK whose cache holds profiles. */
    private static final int OLDEST_JDK = 25;

    private static final String NO_LOG = "-Xlog:aot=off";

    private final String classPath;
    private final JavaInstallation java;
    private final Path cache;
    private final Path recording;
    private final Path unfinished;
    private final boolean records;

    /**
     * Creates nothing yet.
     *
     * @param folder the folder of the cache, deleted together with these libraries
     * @param classPath the class path of the libraries, with which the program's class path begins
     * @param records whether a run without a cache is recorded for one
     */
    AheadOfTimeCache(Path folder, String classPath, JavaInstallation java, boolean records) {
        this.classPath = classPath;
        this.java = java;
        this.records = records && isSupported(java);
        this.cache = folder.resolve("cache-%s.aot".formatted(java.build()));
        this.recording = folder.resolve("cache-%s.recording".formatted(java.build()));
        this.unfinished = folder.resolve("cache-%s.unfinished".formatted(java.build()));
    }

    /** Whether the JDK has such caches; with an older one, every start takes as long as the first. */
    static boolean isSupported(JavaInstallation java) {
        return java.version() >= OLDEST_JDK;
    }

    /** The JVM options that use the cache, or record for it. */
    List<String> options() throws IOException {
        if (exists()) {
            return List.of("-XX:AOTCache=" + cache, NO_LOG);
        }
        if (!records()) {
            return List.of();
        }
        Files.createDirectories(cache.getParent());
        Files.writeString(unfinished, "");
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording, NO_LOG);
    }

    /** Whether a run that starts now is recorded; its program must be a {@link RecordedProgram}. */
    boolean records() {
        return records && !exists();
    }

    boolean exists() {
        return Files.exists(cache);
    }

    /** Whether a run is, or was, recorded whose cache has not been created. */
    boolean isBeingRecorded() {
        return Files.exists(unfinished);
    }

    /** Creates the cache of a program that has ended; the recording of a killed program is dropped. */
    void onProgramEnded(boolean wasKilled, Consumer<String> messages) throws IOException, InterruptedException {
        if (!isBeingRecorded()) {
            return;
        }
        if (!wasKilled) {
            create(messages);
        }
        Files.deleteIfExists(recording);
        Files.deleteIfExists(unfinished);
    }

    private void create(Consumer<String> messages) throws IOException, InterruptedException {
        Path draft = cache.resolveSibling(cache.getFileName() + ".draft");
        Path log = cache.resolveSibling("cache.log");
        List<String> command = new ArrayList<>();
        command.add(java.java().toString());
        command.addAll(java.cachedOptions());
        command.addAll(List.of(
                "-XX:AOTMode=create",
                // only G1 writes heap objects; the other collectors can use them
                "-XX:+UseG1GC",
                "-XX:AOTConfiguration=" + recording,
                "-XX:AOTCache=" + draft,
                "-cp",
                classPath));
        Process creation = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (creation.waitFor() == 0) {
            Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(draft);
            messages.accept(
                    "The ahead-of-time cache could not be created, so later starts are as slow as the first; see %s."
                            .formatted(log));
        }
    }
}
