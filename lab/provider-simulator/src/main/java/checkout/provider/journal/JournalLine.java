package checkout.provider.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The format of an entry on disk: a checksum, a blank, the entry as JSON, a line feed. */
record JournalLine(JsonMapper json) {

    private static final int CHECKSUM_LENGTH = 8;

    byte[] write(LedgerEntry entry) {
        String body = json.writeValueAsString(entry);
        return (checksum(body) + " " + body + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an entry; empty if the line is not intact. */
    Optional<LedgerEntry> read(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.length() <= CHECKSUM_LENGTH + 1) {
            return Optional.empty();
        }
        String body = text.substring(CHECKSUM_LENGTH + 1);
        if (!text.startsWith(checksum(body) + " ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(body, LedgerEntry.class));
        } catch (JacksonException e) {
            throw new IllegalStateException("The journal was written by another version of the simulator", e);
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
