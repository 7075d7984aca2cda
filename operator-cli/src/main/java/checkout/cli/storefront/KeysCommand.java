package checkout.cli.storefront;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Manages the keys of a storefront. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Creates, lists, rotates and revokes the keys of a storefront.",
        subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRotateCommand.class, KeysRevokeCommand.class
        })
final class KeysCommand extends CommandGroup {}
