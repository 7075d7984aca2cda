/** What the commands have in common: filters, paging, tables, and the two kinds of command. */
@NullMarked
package checkout.cli.command;

import org.jspecify.annotations.NullMarked;
