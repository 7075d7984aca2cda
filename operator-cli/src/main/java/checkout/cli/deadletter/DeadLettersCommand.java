package checkout.cli.deadletter;

import checkout.cli.command.BulkActionCommand;
import checkout.cli.command.CommandGroup;
import checkout.cli.command.FilterParams;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists and shows records that no service could process, sends them again or discards them. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists and shows records that no service could process, sends them again or discards them.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersReasonsCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersCommand.Redrive.class,
            DeadLettersCommand.Discard.class
        })
public final class DeadLettersCommand extends CommandGroup {

    /** An action on the selected dead letters. */
    abstract static class Action extends BulkActionCommand {

        @Mixin
        private DeadLetterOptions options = new DeadLetterOptions();

        @Option(
                names = "--force",
                description = "Also where it can only do harm; 'dead-letters show' says what follows.")
        private boolean force;

        @Override
        protected String path() {
            return "/v1/dead-letters/bulk";
        }

        @Override
        protected void addTo(Map<String, Object> request) {
            if (force) {
                request.put("force", true);
            }
        }

        @Override
        protected FilterParams filter() {
            return options.filter();
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Sends dead letters to their original topic again, after the cause is fixed.",
                "Exit code 0 only if every selected dead letter was sent."
            })
    static final class Redrive extends Action {}

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = {
                "Discards dead letters; they are kept, but are no longer open.",
                "Exit code 0 only if every selected dead letter was discarded."
            })
    static final class Discard extends Action {}
}
