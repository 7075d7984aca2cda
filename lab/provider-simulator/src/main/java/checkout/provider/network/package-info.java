/** The calls a merchant makes: authorize, void, look up; and what each test token does. */
@NullMarked
package checkout.provider.network;

import org.jspecify.annotations.NullMarked;
