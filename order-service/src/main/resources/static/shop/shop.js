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
const cartOf = new Map();
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
        cartOf.delete(checkoutId);
    }
}

/** Generated once and then kept in this browser. */
function customerId() {
    const id = recall('customer', null) ?? `guest-${crypto.randomUUID().slice(0, 8)}`;
    remember('customer', id);
    return id;
}
