// What the browser tests share: Debian's Chromium without a home of its own, and facts that are told one by one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export function check(condition, sentence) {
  if (!condition) throw new Error(`FAILED: ${sentence}`);
  console.log(`ok  ${sentence}`);
}

// Runs `work` with a browser that finds nobody's settings and no proxy, and ends it.
export async function withBrowser(work) {
  const home = mkdtempSync(join(tmpdir(), 'dialtone-browser-'));
  const environment = { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, PATH: process.env.PATH, LANG: 'C.UTF-8' };
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    env: environment,
    args: ['--no-sandbox', '--no-proxy-server', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  }
}
