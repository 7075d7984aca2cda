/** The mutations: what each breaks, with which rules, under which load, and what must find it. */
@NullMarked
package checkout.lab.mutation.registry;

import org.jspecify.annotations.NullMarked;
