package checkout.lab.stack.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Allows one start or stop per clone at a time; the operating system releases it when its holder dies. */
public final class StackLock {

    private final StateDirectory state;
    private final Duration timeout;

    public StackLock(StateDirectory state, Duration timeout) {
        this.state = state;
        this.timeout = timeout;
    }

    /** The work done under the lock. */
    public interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Waits for the lock, calls {@code onWait} once if another holds it, and runs the work. */
    public <T> T runExclusively(Runnable onWait, Work<T> work) throws InterruptedException {
        Path file = file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            await(channel, onWait);
            return work.run();
        } catch (IOException e) {
            throw new StackException("%s cannot be locked (%s).".formatted(file, e), e);
        }
    }

    /** Runs the work unless another command holds the lock. */
    public void tryExclusively(Attempt work) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (tryLock(channel) != null) {
                work.run();
            }
        }
    }

    /** Work that is left undone if the lock is not free. */
    public interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private Path file() {
        return state.path().resolve("lock");
    }

    private void await(FileChannel channel, Runnable onWait) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean announced = false;
        while (tryLock(channel) == null) {
            if (!announced) {
                onWait.run();
                announced = true;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "Another ./checkout up or down has been running in this clone for more than %d s; stop it first."
                                .formatted(timeout.toSeconds()));
            }
            Thread.sleep(100);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this process
        }
    }
}
