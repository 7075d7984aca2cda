package checkout.lab.stack.part;

import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A Spring Boot application, unpacked once after each build: it starts faster from plain jars than from a jar of jars. */
final class BootJar {

    private final Path jar;
    private final Path home;
    private final JavaInstallation java;

    BootJar(Path jar, Path home, JavaInstallation java) {
        this.jar = jar;
        this.home = home;
        this.java = java;
    }

    /** The folder of this very build. */
    Path folder() throws IOException {
        if (!Files.exists(jar)) {
            throw new StackProblem("%s is missing; build it with: mvn package -DskipTests".formatted(jar));
        }
        return home.resolve("%x-%x".formatted(Files.getLastModifiedTime(jar).toMillis(), Files.size(jar)));
    }

    /** Unpacks unless that is done, and removes what earlier builds left. */
    void unpack() throws IOException, InterruptedException {
        Path folder = folder();
        Path done = folder.resolve("unpacked");
        if (Files.exists(done)) {
            return;
        }
        delete(home);
        Files.createDirectories(folder);
        Path log = folder.resolve("unpack.log");
        Process process = new ProcessBuilder(List.of(
                        java.java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new StackProblem("%s cannot be unpacked: %s"
                    .formatted(jar, Files.readString(log).strip()));
        }
        Files.createFile(done);
    }

    Path unpacked() throws IOException {
        return folder().resolve(jar.getFileName());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
