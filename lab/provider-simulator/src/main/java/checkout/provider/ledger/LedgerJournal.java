package checkout.provider.ledger;

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

/** The append-only file behind the ledger; one process at a time has it. */
@Component
class LedgerJournal implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LedgerJournal.class);

    private final Path file;
    private final JournalLine lines = new JournalLine(JsonMapper.builder().build());
    private final FileChannel channel;
    private final JournalGroupCommit commits;

    LedgerJournal(ProviderSettings settings) throws IOException {
        Files.createDirectories(settings.data());
        file = settings.data().resolve("ledger.journal").toAbsolutePath().normalize();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lockedByUs()) {
            throw new IllegalStateException(
                    "Another provider simulator has %s open; stop it, or set checkout.provider.data".formatted(file));
        }
        commits = new JournalGroupCommit(channel);
    }

    private boolean lockedByUs() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** To be called once, before the first append. */
    void replay(Consumer<LedgerEntry> entries) {
        try {
            long whole = new JournalReader(file, lines).read(entries);
            long torn = channel.size() - whole;
            if (torn > 0) {
                log.warn(
                        "The last {} bytes of {} are half an entry that nobody was told of; cutting them off",
                        torn,
                        file);
                channel.truncate(whole);
            }
            channel.position(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal " + file, e);
        }
        commits.start();
    }

    /** Done when the entry is on disk. Entries get there in the order of the calls. */
    CompletableFuture<Void> append(LedgerEntry entry) {
        return commits.write(lines.write(entry));
    }

    @Override
    public void destroy() throws IOException {
        commits.finish();
        channel.close();
    }
}
