package checkout.provider.journal;

import checkout.provider.ProviderSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The append-only file of the ledger, locked by one process at a time. */
@Component
public class LedgerJournal implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LedgerJournal.class);

    private final Path file;
    private final JournalLine lines = new JournalLine(JsonMapper.builder().build());
    private final FileChannel channel;
    private final JournalGroupCommit commits;

    LedgerJournal(ProviderSettings settings) throws IOException {
        Files.createDirectories(settings.data());
        file = settings.data().resolve("ledger.journal").toAbsolutePath().normalize();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!acquireLock()) {
            throw new IllegalStateException(
                    "Another provider simulator has %s open; stop it, or set checkout.provider.data".formatted(file));
        }
        commits = new JournalGroupCommit(channel);
    }

    private boolean acquireLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Reads the entries of the journal; must be called once, before the first append. */
    public void replay(Consumer<LedgerEntry> entries) {
        try {
            long intact = new JournalReader(file, lines).read(entries);
            long incomplete = channel.size() - intact;
            if (incomplete > 0) {
                log.warn(
                        "The last {} bytes of {} are an incomplete entry whose call was never answered; they are cut off",
                        incomplete,
                        file);
                channel.truncate(intact);
            }
            channel.position(intact);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal " + file, e);
        }
        commits.start();
    }

    /** Completes when the entry is on disk. Entries are written in the order of the calls. */
    public CompletableFuture<Void> append(LedgerEntry entry) {
        return commits.write(lines.write(entry));
    }

    @Override
    public void destroy() throws IOException {
        commits.finish();
        channel.close();
    }
}
