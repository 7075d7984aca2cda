package checkout.lab.stack.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps two starts or stops of one clone apart; the system releases it when its holder dies. */
public final class StackLock {

    private final StateDirectory folder;
    private final Duration patience;

    public StackLock(StateDirectory folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** What is done while nobody else starts or stops this clone's stack. */
    public interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Waits for its turn, tells once if there is something to wait for, and works. */
    public <T> T alone(Runnable waiting, Work<T> work) throws InterruptedException {
        Path file = folder.path().resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            await(channel, waiting);
            return work.run();
        } catch (IOException e) {
            throw new StackException("%s cannot be locked (%s).".formatted(file, e), e);
        }
    }

    private void await(FileChannel channel, Runnable waiting) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (tryLock(channel) == null) {
            if (!told) {
                waiting.run();
                told = true;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "Another ./checkout up or down has been at work in this clone for more than %d s; stop it first."
                                .formatted(patience.toSeconds()));
            }
            Thread.sleep(100);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }
}
