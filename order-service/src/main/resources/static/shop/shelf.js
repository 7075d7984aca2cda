import { announce, byId, fromTemplate, part, tell, writeParts } from './dom.js';
import { motif } from './motifs.js';
import { age, availability, number, price } from './words.js';

const TICK_MS = 10_000;

/** Shows the products as plates, each with a print. */
export class Shelf {
    #plates = new Map();

    constructor(catalogue, cart) {
        this.catalogue = catalogue;
        this.cart = cart;
        catalogue.addEventListener('change', ({ detail }) => this.#show(detail));
        cart.addEventListener('change', () => this.#count());
        setInterval(() => this.#age(), TICK_MS);
        byId('shelf-problem').querySelector('button').addEventListener('click', () => catalogue.refresh());
    }

    #show(failure) {
        tell(byId('shelf-problem'), failure && `${failure.message}${this.catalogue.known
            ? ' What you see was true a moment ago.' : ''}`);
        byId('products').setAttribute('aria-busy', String(!this.catalogue.known));
        if (this.catalogue.known) {
            this.#arrange();
        }
    }

    #arrange() {
        const products = this.catalogue.all;
        byId('shelf-count').textContent = products.length === 0
            ? 'nothing yet' : `${products.length} things`;
        const plates = products.map((product, place) => {
            const plate = this.#plates.get(product.sku) ?? this.#plate(product, place);
            this.#fill(plate, product);
            return plate;
        });
        this.#plates = new Map(products.map((product, place) => [product.sku, plates[place]]));
        if (plates.some((plate, place) => byId('products').children[place] !== plate)) {
            byId('products').replaceChildren(...plates);
        }
        this.#age();
        this.#count();
    }

    #plate({ sku, name }, place) {
        const plate = fromTemplate('product');
        plate.dataset.sku = sku;
        plate.dataset.tone = place % 7;
        part(plate, 'motif').append(motif(sku));
        part(plate, 'add').addEventListener('click', () => {
            this.cart.add(sku);
            announce(`${name}: ${number(this.cart.quantityOf(sku))} in the cart.`);
        });
        return plate;
    }

    #fill(plate, product) {
        const left = availability(product.available);
        plate.dataset.availability = left.grade;
        writeParts(plate, {
            name: product.name,
            price: price(product.price),
            about: product.description,
            left: left.words,
        });
    }

    /** How long ago the availability was true. */
    #age() {
        this.#plates.forEach((plate, sku) => {
            const { availableAgeSeconds } = this.catalogue.find(sku);
            const known = plate.dataset.availability !== 'unknown';
            writeParts(plate, { age: known ? age(availableAgeSeconds + this.catalogue.secondsSinceReceived) : '' });
        });
    }

    /** A product that is sold out can still be ordered, because the reservation decides. */
    #count() {
        this.#plates.forEach((plate, sku) => {
            const inCart = this.cart.quantityOf(sku);
            const first = plate.dataset.availability === 'none' ? 'Ask for it anyway' : 'Add to cart';
            const words = inCart ? `Add another · ${number(inCart)} in cart` : first;
            writeParts(plate, { add: words });
            part(plate, 'add').setAttribute('aria-label', `${words}: ${this.catalogue.nameOf(sku)}`);
            plate.toggleAttribute('data-in-cart', inCart > 0);
        });
    }
}
