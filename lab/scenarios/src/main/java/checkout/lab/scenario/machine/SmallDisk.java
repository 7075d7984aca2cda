package checkout.lab.scenario.machine;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;

/** A file system in memory, which can be filled to the last byte. */
final class SmallDisk {

    private static final String FULL = "No space left on device";
    private static final int CHUNK = 4_096;

    private final Path folder;
    private final Path ballast;

    SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** The folder on it that belongs to the owner of what it is for. */
    Path data() {
        return folder.resolve("data");
    }

    /** Mounts it. Its data folder belongs to whoever owns the other folder. */
    void mount(long bytes, Path owned) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()));
        Files.createDirectory(data());
        PosixFileAttributes like = Files.readAttributes(owned, PosixFileAttributes.class);
        Files.setOwner(data(), like.owner());
        Files.setPosixFilePermissions(data(), like.permissions());
    }

    /** Writes until nothing more fits. */
    void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            if (e.getMessage() == null || !e.getMessage().contains(FULL)) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    void unmount() throws IOException, InterruptedException {
        run(List.of("umount", folder.toString()));
        Files.deleteIfExists(folder);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(
                        process.getInputStream().readAllBytes(), System.getProperty("native.encoding", "UTF-8"))
                .strip();
        if (process.waitFor() != 0) {
            throw new StackException(
                    "full-disk needs the right to mount a file system, as root has it (%s).".formatted(output));
        }
    }
}
