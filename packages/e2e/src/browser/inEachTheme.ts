import type { Visitor } from './Visitor.ts';

const themes = ['light', 'dark'] as const;

/** Looks at the page that is open in one theme after the other. */
export async function inEachTheme(
  { page }: Visitor,
  look: (theme: (typeof themes)[number]) => Promise<void>,
): Promise<void> {
  for (const theme of themes) {
    await page.evaluate(wanted => localStorage.setItem('theme', wanted), theme);
    await page.reload();
    await page.locator(`[data-theme-mode="${theme}"]`).first().waitFor();
    await look(theme);
  }
}
