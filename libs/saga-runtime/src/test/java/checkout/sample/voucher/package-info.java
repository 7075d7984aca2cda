/** A second sample saga, which runs beside the first one. */
@NullMarked
package checkout.sample.voucher;

import org.jspecify.annotations.NullMarked;
