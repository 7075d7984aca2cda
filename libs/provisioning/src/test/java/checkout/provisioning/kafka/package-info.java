@NullMarked
package checkout.provisioning.kafka;

import org.jspecify.annotations.NullMarked;
