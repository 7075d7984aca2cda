/** Connects the parts of the page. */
import { place } from './api.js';
import { Cart } from './cart.js';
import { Catalogue } from './catalogue.js';
import { byId } from './dom.js';
import { Orders } from './orders.js';
import { offerPayments } from './payment.js';
import { Shelf } from './shelf.js';
import { Slip } from './slip.js';
import { recall, remember } from './store.js';
import { Till } from './till.js';

const customer = customerId();
const cart = new Cart();
const catalogue = new Catalogue();
/** The carts of checkouts that may be rejected yet, also after a reload. */
const CARTS = 'cart-of';
const MOST_CARTS = 20;
const cartOf = new Map(recall(CARTS, []));
const orders = new Orders(customer, catalogue, takeBack);

byId('customer').textContent = customer;
offerPayments();
new Shelf(catalogue, cart);
new Slip({
    cart,
    catalogue,
    till: new Till('attempt', place),
    customer,
    ordered: (placed, cartId) => {
        cartOf.set(placed.checkoutId, cartId);
        rememberCarts();
        orders.placed(placed);
        catalogue.refreshSoon();
    },
});
catalogue.refresh();
orders.load();
document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
        catalogue.refresh();
        cart.refresh();
    }
});

/** The shop opens the cart of a rejected order again. */
function takeBack({ checkoutId, status }) {
    if (status === 'REJECTED' && cartOf.has(checkoutId)) {
        cart.takeBack(cartOf.get(checkoutId));
    }
    cartOf.delete(checkoutId);
    rememberCarts();
}

function rememberCarts() {
    remember(CARTS, [...cartOf].slice(-MOST_CARTS));
}

/** Generated once and then kept in this browser. */
function customerId() {
    const id = recall('customer', null) ?? `guest-${crypto.randomUUID().slice(0, 8)}`;
    remember('customer', id);
    return id;
}
