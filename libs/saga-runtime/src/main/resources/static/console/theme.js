'use strict';

/**
 * Switches between light and dark; the default is that of the system. A classic script, so that it runs before the
 * first paint.
 */
(() => {
    const NAME = 'console.theme';
    const root = document.documentElement;
    const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

    const chosen = () => {
        try {
            return localStorage.getItem(NAME);
        } catch {
            return null; // storage is not available: the system's theme applies
        }
    };

    const choose = theme => {
        root.dataset.theme = theme;
        try {
            localStorage.setItem(NAME, theme);
        } catch {
            // the choice lasts as long as the page
        }
    };

    const current = () => root.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light');
    const other = () => (current() === 'dark' ? 'light' : 'dark');
    const label = () => {
        document.getElementById('theme-words').textContent = `Switch to the ${other()} theme`;
    };

    if (['light', 'dark'].includes(chosen())) {
        root.dataset.theme = chosen();
    }
    document.addEventListener('DOMContentLoaded', () => {
        label();
        systemIsDark.addEventListener('change', label);
        document.getElementById('theme').addEventListener('click', () => {
            choose(other());
            label();
        });
    });
})();
