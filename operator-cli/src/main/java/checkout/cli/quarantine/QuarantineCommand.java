package checkout.cli.quarantine;

import checkout.cli.command.BulkActionCommand;
import checkout.cli.command.CommandGroup;
import checkout.cli.command.FilterParams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists and shows rows that Kafka refused, sends them or discards them. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = {
            "Lists and shows rows that Kafka refused, sends them or discards them.",
            "With --url, give that of outbox-relay."
        },
        subcommands = {
            QuarantineListCommand.class,
            QuarantineShowCommand.class,
            QuarantineCommand.Send.class,
            QuarantineCommand.Discard.class
        })
public final class QuarantineCommand extends CommandGroup {

    /** The service whose API these commands call. */
    static final String RELAY = "outbox-relay";

    /** An action on the selected rows. */
    abstract static class Action extends BulkActionCommand {

        @Mixin
        private QuarantineOptions options = new QuarantineOptions();

        @Override
        protected String service() {
            return RELAY;
        }

        @Override
        protected String path() {
            return "/v1/quarantine/bulk";
        }

        @Override
        protected FilterParams filter() {
            return options.filter();
        }
    }

    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            description = {
                "Sends rows to their topic now, the oldest first, after the cause is removed.",
                "Exit code 0 only if Kafka has acknowledged every selected row."
            })
    static final class Send extends Action {}

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = {
                "Discards rows: they are never sent. They are kept for 30 days.",
                "Exit code 0 only if every selected row was discarded."
            })
    static final class Discard extends Action {}
}
