package checkout.lab.bench.measure;

import checkout.lab.bench.load.LoadCounters;
import checkout.lab.database.DatabaseCounters;
import checkout.lab.process.MachineCpuTime;
import checkout.lab.process.MeasuredProcesses;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads all meters at once, which takes a few milliseconds. */
public final class BenchMeters {

    private final MeasuredProcesses processes;
    private final Connection auditor;
    private final Path kafka;

    public BenchMeters(MeasuredProcesses processes, Connection auditor, Path kafka) {
        this.processes = processes;
        this.auditor = auditor;
        this.kafka = kafka;
    }

    public MeterReading read(LoadCounters counters) {
        try {
            return new MeterReading(
                    EpochMicros.now(),
                    processes.ticks(),
                    MachineCpuTime.now(),
                    DatabaseCounters.read(auditor),
                    kafkaBytes(),
                    counters.accepted());
        } catch (SQLException e) {
            throw new IllegalStateException("the database's counters cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the bytes of records only, because index files are preallocated. */
    private long kafkaBytes() throws IOException {
        long[] sum = {0};
        Files.walkFileTree(kafka, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    sum[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}
