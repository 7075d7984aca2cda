import { svg } from './dom.js';

/**
 * A small print for each product: the family in its SKU selects the motif, the rest of the SKU the variation, so that a
 * product always looks the same. Colour and line are slightly offset, as in woodblock prints.
 */
export function motif(sku) {
    const [family, variant = ''] = sku.split('-');
    const chance = seeded(sku);
    const draw = FAMILIES[family] ?? brushCircle;
    return svg('svg', { viewBox: '0 0 240 150', 'aria-hidden': 'true', focusable: 'false' },
        sun(chance),
        line('M20 133H220', 'ground'),
        ...draw(Number(variant) || 0, chance));
}

const FAMILIES = {
    TEA: sprig,
    CUP: variant => (variant % 2 === 0 ? gaiwan() : tumbler()),
    POT: variant => (variant % 2 === 0 ? kettle() : sideHandlePot()),
    WHISK: whisk,
    TIN: tin,
    BOOK: book,
    LAST: brushCircle,
};

/** A generator of numbers between 0 and 1, seeded with a text (FNV-1a, then mulberry32). */
function seeded(text) {
    let state = [...text].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0), 16777619), 2166136261);
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

const within = (chance, low, high) => low + chance() * (high - low);
const round = value => Math.round(value * 10) / 10;
const line = (d, kind = 'line') => svg('path', { d, class: kind });
const dot = (cx, cy, r, kind = 'ink') => svg('circle', { cx: round(cx), cy: round(cy), r: round(r), class: kind });

/** A shape printed twice: its colour, a little off, and its outline. */
function printed(d) {
    return [svg('path', { d, class: 'wash', transform: 'translate(4 3)' }), line(d)];
}

function sun(chance) {
    return dot(within(chance, 158, 192), within(chance, 38, 54), within(chance, 20, 28), 'sun');
}

/** Needles, leaves with grains of rice, broad shaded leaves, roasted twigs. */
const SPRIGS = [
    { leaves: 5, long: 30, wide: 9, twigs: 5, grains: 0, shade: 0 },
    { leaves: 9, long: 42, wide: 7, twigs: 0, grains: 0, shade: 0 },
    { leaves: 6, long: 38, wide: 12, twigs: 0, grains: 13, shade: 0 },
    { leaves: 7, long: 44, wide: 17, twigs: 0, grains: 0, shade: 6 },
];

function sprig(variant, chance) {
    const kind = SPRIGS[variant % SPRIGS.length];
    const roasted = kind.twigs > 0 ? 'sprig roasted' : 'sprig';
    return [svg('g', { class: roasted },
        ...times(kind.shade, i => line(`M${34 + i * 9} ${18 + i * 7}H${206 - i * 3}`, 'faint')),
        line('M58 133C84 118 118 92 166 40'),
        ...times(kind.twigs, i => twig(0.12 + i * 0.17, i % 2 ? 1 : -1, chance)),
        ...times(kind.leaves, i => leaf(kind, (i + 1) / kind.leaves, i % 2 ? 1 : -1, chance)),
        ...times(kind.grains, () => grain(chance)))];
}

/** The point on the stem at this fraction of its length. */
function onStem(t) {
    const rest = 1 - t;
    const bezier = (a, b, c, d) => rest ** 3 * a + 3 * rest ** 2 * t * b + 3 * rest * t ** 2 * c + t ** 3 * d;
    return { x: round(bezier(58, 84, 118, 166)), y: round(bezier(133, 118, 92, 40)) };
}

function leaf({ long, wide }, t, side, chance) {
    const { x, y } = onStem(0.16 + t * 0.84);
    const length = round(long * within(chance, 0.85, 1.1) * (1.1 - t * 0.3));
    const angle = round(t === 1 ? -50 : -42 + side * within(chance, 34, 52));
    const [a, b] = [round(length * 0.3), round(length * 0.75)];
    return svg('g', { transform: `translate(${x} ${y}) rotate(${angle})` },
        ...printed(`M0 0C${a} ${-wide} ${b} ${-wide} ${length} 0C${b} ${wide} ${a} ${wide} 0 0Z`),
        line(`M0 0H${b}`, 'faint'));
}

function twig(t, side, chance) {
    const { x, y } = onStem(t + 0.1);
    const angle = round(-42 + side * within(chance, 30, 60));
    return svg('g', { transform: `translate(${x} ${y}) rotate(${angle})` },
        line(`M0 0H${round(within(chance, 18, 34))}`, 'line'));
}

function grain(chance) {
    const [x, y] = [round(within(chance, 112, 206)), round(within(chance, 104, 126))];
    return svg('ellipse', {
        cx: x, cy: y, rx: 5, ry: 2.4, class: 'grain', transform: `rotate(${round(within(chance, -60, 60))} ${x} ${y})`,
    });
}

function steam(x, y) {
    return line(`M${x} ${y}c-7-9 7-13 0-23M${x + 13} ${y - 3}c-6-8 6-11 0-19`, 'faint');
}

function tumbler() {
    return [
        ...printed('M84 62L92 127Q120 137 148 127L156 62Q120 74 84 62Z'),
        line('M84 62Q120 50 156 62'),
        line('M86 82q8 9 15 2t14 5 14-3 12 3 13-8', 'line'),
        steam(112, 48),
    ];
}

function gaiwan() {
    return [
        ...printed('M60 122Q120 144 180 122Q120 130 60 122Z'),
        ...printed('M80 78Q84 118 106 126H134Q156 118 160 78Q120 90 80 78Z'),
        ...printed('M84 72Q120 34 156 72Q120 84 84 72Z'),
        line('M113 51Q112 42 120 42T127 51'),
        line('M98 98q10 8 22 0t22 0', 'faint'),
    ];
}

function sideHandlePot() {
    return [
        ...printed('M166 92Q186 88 194 68L203 72Q198 106 166 112Z'),
        ...printed('M82 98L42 78Q34 75 34 82L36 90L84 114Z'),
        ...printed('M78 102C78 70 168 70 168 102C168 126 156 133 123 133C90 133 78 126 78 102Z'),
        line('M96 82Q123 68 150 82'),
        dot(123, 70, 5, 'line'),
        line('M82 108Q123 122 164 108', 'faint'),
    ];
}

function kettle() {
    const studs = [[92, 9], [103, 11], [114, 9]].flatMap(([y, count]) =>
        times(count, i => dot(120 + (i - (count - 1) / 2) * 8.4, y, 1.3)));
    return [
        line('M84 78C80 12 160 12 156 78', 'bold'),
        ...printed('M166 92Q186 90 194 72L203 76Q198 106 168 112Z'),
        ...printed('M70 104C70 66 170 66 170 104C170 127 156 133 120 133C84 133 70 127 70 104Z'),
        line('M96 78Q120 64 144 78'),
        dot(120, 66, 4.5, 'line'),
        ...studs,
    ];
}

function whisk() {
    const tines = times(19, i => {
        const [top, middle, end] = [109 + i * 22 / 18, 92 + i * 56 / 18, 84 + i * 72 / 18];
        return line(`M${round(top)} 72C${round(middle)} 86 ${round(end)} 104 ${round(end)} 126`, 'fine');
    });
    return [
        svg('path', { d: 'M107 72C92 92 84 110 84 126H156C156 110 148 92 133 72Z', class: 'wash' }),
        ...tines,
        ...printed('M107 20Q120 15 133 20V66Q120 71 107 66Z'),
        line('M106 67Q120 73 134 67M106 71Q120 77 134 71M107 44Q120 49 133 44'),
    ];
}

/** With a band of waves, each a nest of arcs. */
function tin() {
    const wave = (x, y) => [9, 6, 3].map(r => line(`M${x - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0`, 'fine'));
    const waves = [[93, 98], [111, 100], [129, 100], [147, 98], [102, 108], [120, 110], [138, 108]];
    return [
        ...printed('M83 46V126Q120 140 157 126V46Q120 59 83 46Z'),
        line('M83 46Q120 33 157 46M83 66Q120 79 157 66'),
        line('M83 82Q120 95 157 82M83 112Q120 126 157 112', 'faint'),
        ...waves.flatMap(([x, y]) => wave(x, y)),
    ];
}

function book() {
    return [
        svg('path', { d: 'M88 133H170V42', class: 'line' }),
        line('M88 129H166V40', 'faint'),
        ...printed('M78 32H158Q162 32 162 36V125H84Q78 125 78 119Z'),
        line('M90 32V125M78 48H90M78 68H90M78 88H90M78 108H90'),
        line('M116 46H142V92H116Z'),
        line('M129 54V84', 'faint'),
    ];
}

/** One stroke of the brush and a bud, for a product of which there is only one. */
function brushCircle(variant, chance) {
    const start = within(chance, -0.6, 0.2);
    const strokes = times(7, i => {
        const radius = 45 - i * 1.6;
        const end = start + Math.PI * 2 - 0.3 - i * within(chance, 0.02, 0.12);
        const at = angle => `${round(120 + radius * Math.cos(angle))} ${round(82 + radius * Math.sin(angle))}`;
        return line(`M${at(start + i * 0.03)}A${radius} ${radius} 0 1 1 ${at(end)}`, 'brush');
    });
    return [
        ...strokes,
        svg('g', { transform: 'translate(108 96) rotate(-48)' }, ...printed('M0 0C10-11 26-11 38 0C26 11 10 11 0 0Z'),
            line('M0 0H28', 'faint')),
    ];
}

function times(count, make) {
    return Array.from({ length: count }, (none, i) => make(i));
}
