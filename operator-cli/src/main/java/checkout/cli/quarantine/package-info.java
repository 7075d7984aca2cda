/** Lists and shows rows that Kafka refused, sends them or discards them. */
@NullMarked
package checkout.cli.quarantine;

import org.jspecify.annotations.NullMarked;
