// The walk of the vendor's note through the gateway's pages, by clicking, with script switched off.
//
//   node walk.mjs URL FOLDER configure|look       screenshots go to the folder
import { join } from 'node:path';
import { check, withBrowser } from './browser.mjs';

const [origin, folder, phase] = process.argv.slice(2);
const desk = { width: 1100, height: 800 };
const pocket = { width: 360, height: 740 };

const complaints = [];

async function openAs(browser, viewport, more = {}) {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false, viewport, ...more });
  const page = await context.newPage();
  page.on('console', (message) => {  // refusals are meant; anything else would be a mistake of ours
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return page;
}

async function logIn(page) {
  await page.goto('/');
  await page.getByLabel('User').fill('admin');
  await page.getByLabel('Password').fill('correct horse');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}

const shot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
const content = (page) => page.getByRole('main');
const press = (page, name) => content(page).getByRole('button', { name, exact: true }).click();

// From home down the menu, a click a step.
async function walkTo(page, ...places) {
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  for (const place of ['Advanced', 'Expert View', 'system', ...places]) {
    await content(page).getByRole('link', { name: place, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: place }).waitFor();
  }
}

// Fills the fields by their labels; what is a choice is chosen.
async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) {
    const field = content(page).getByLabel(label, { exact: true });
    const isChoice = (await field.evaluate((element) => element.tagName)) === 'SELECT';
    await (isChoice ? field.selectOption(value) : field.fill(value));
  }
}

// The cells of a list's row, its columns by their names.
async function row(page, index) {
  const headings = await page.locator('thead th').allInnerTexts();
  const cells = await page.locator('tbody tr').nth(index - 1).locator('td').allInnerTexts();
  return Object.fromEntries(headings.map((heading, i) => [heading, cells[i]]));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

async function add(page, index, values) {
  await page.locator('tbody tr').nth(index - 1).getByRole('link', { name: 'add' }).click();
  await fill(page, values);
  await press(page, 'Update');
  await page.getByRole('table').waitFor();
}

async function comesInOnlyWithThePassword(page) {
  await page.goto('/system');
  check(page.url().endsWith('/login'), 'who is not logged in is asked for it, whatever he asks for');
  await shot(page, 'login');
  await page.getByLabel('User').fill('admin');
  await page.getByLabel('Password').fill('wrong horse');
  await page.getByRole('button', { name: 'Log in' }).click();
  check(await page.getByText('User or password is wrong.').isVisible(), 'a wrong password is refused');
  await logIn(page);
  check(true, 'the right password opens the home page');
}

async function option66(page) {
  await walkTo(page, 'local servers', 'dhcp server', 'dhcp options', 'option 66: tftp server name');
  check(same(await page.locator('thead th').allInnerTexts(), ['Index', 'Configured', 'Server', 'Operation']),
    'option 66 is a list with its columns');
  check((await page.locator('tbody tr').count()) === 4, 'of four rows');
  check((await row(page, 1)).Configured === 'unconfigured', 'which are unconfigured at first');
  await add(page, 1, { Configured: 'yes', Server: 'http://193.164.253.250/phoneprovisioning' });
  check(same(await row(page, 1), {
    Index: '1', Configured: 'yes', Server: 'http://193.164.253.250/phoneprovisioning', Operation: 'modify/delete' }),
    'what was added stands in the list');
  await shot(page, 'option_66');
}

async function eventFilters(page) {
  await walkTo(page, 'events', 'event filter');
  await add(page, 1, { 'Event Class': 'Script', 'Event Subclass': '9999', Target: 'Manager 1' });
  await page.locator('tbody tr').nth(1).getByRole('link', { name: 'add' }).click();
  await fill(page, { 'Event Class': 'DHCP', 'Event Subclass': '67' });
  check((await page.getByLabel('Severity Criterion').count()) === 0, 'severity is not shown at first');
  await press(page, 'Advanced');
  await page.getByLabel('Severity Criterion').waitFor();
  check((await page.getByLabel('Event Subclass').inputValue()) === '67', 'Advanced shows it and keeps what was typed');
  await shot(page, 'event_filter_advanced');
  await fill(page, { Target: 'Activator', 'Severity Criterion': 'At Least', Severity: 'Notice' });
  await press(page, 'Update');
  const two = [await row(page, 1), await row(page, 2)].map((cells) => Object.values(cells).join(' '));
  check(same(two, ['1 Script 9999 Manager 1 modify/delete', '2 DHCP 67 Activator modify/delete']),
    'the filters are those of the note');
  await shot(page, 'event_filters');
}

async function httpClient(page) {
  await walkTo(page, 'local clients', 'http client');
  await fill(page, { Enabled: 'yes', 'File Server IP Address': '193.164.253', 'Connection Retries': 'many' });
  await press(page, 'Update');
  check(await page.getByText('Nothing was changed').isVisible(), 'a wrong value is refused');
  check((await page.locator('.refusal').count()) === 2, 'beside its field, and so is every other');
  check((await page.getByLabel('File Server IP Address').inputValue()) === '193.164.253', 'with what was typed');
  await shot(page, 'refused');
  await fill(page, {
    'File Server IP Address': '193.164.253.250', 'Download Path': '/', 'Events Path': '/activator/eventHandler.asp',
    'Activator Download Path': '/activator/fileServer.asp', 'Connection Retries': '3', 'Secure Downloads': 'no' });
  await press(page, 'Update');
  check(await page.getByText('http client is updated.').isVisible(), 'and a right one is taken');
}

async function eventSystem(page) {
  await walkTo(page, 'events', 'event system');
  await fill(page, { Enabled: 'yes', 'Discriminator Enabled': 'yes', 'Discriminator Default Action': 'Log' });
  await press(page, 'Update');
  check(await page.getByText('event system is updated.').isVisible(), 'the event system is set');
}

async function macAlert(page) {
  await walkTo(page, 'local servers', 'dhcp server', 'mac alert');
  await add(page, 2, { Name: 'to be deleted', 'MAC Address': '000000' });
  await page.locator('tbody tr').nth(1).getByRole('link', { name: 'delete' }).click();
  await shot(page, 'delete');
  await press(page, 'Delete');
  check((await row(page, 2)).Enabled === 'unconfigured', 'a row can be deleted again');
  await add(page, 1, {
    Enabled: 'yes', Name: 'PhoneProv', 'MAC Address': '0004f2', 'MAC Address Mask': 'ffffff000000',
    'Randomise TFTP Server Name': 'yes' });
  check(same(Object.values(await row(page, 1)), ['1', 'yes', 'PhoneProv', '0004f2', 'modify/delete']),
    'the MAC alert waits for handsets');
  await shot(page, 'mac_alerts');
}

async function isUsableByKeyboard(browser) {
  const page = await openAs(browser, desk);
  await page.goto('/');
  await page.keyboard.press('Tab');
  const focus = () => page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return { text: document.activeElement.textContent, outline: style.outlineStyle, width: style.outlineWidth };
  });
  check((await focus()).text === 'Skip to the content', 'the first Tab leads to the content');
  check((await focus()).outline === 'solid', 'and what has the focus is marked');
  await page.getByLabel('User').focus();
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.goto('/system');
  await page.goto('/system/local-servers/dhcp-server/mac-alert/3');
  await page.getByLabel('Name', { exact: true }).fill('by keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
  check((await row(page, 3)).Name === 'by keyboard', 'the Enter key in a field updates');
  await page.goto('/system/local-servers/dhcp-server/mac-alert/3/delete');
  await press(page, 'Delete');
  await page.context().close();
}

async function refusesForgedPosts(page) {
  const path = '/system/local-servers/dhcp-server/mac-alert/4';
  const forged = { 'dhcp-server-mac-alert-name': 'forged' };
  const post = async (form) => (await page.request.post(path, { form, maxRedirects: 0 })).status();
  check((await post(forged)) === 403, 'a POST without its token gets 403');
  check((await post({ ...forged, csrf: 'wrong' })) === 403, 'and so does one with a wrong token');
  await page.goto('/system/local-servers/dhcp-server/mac-alert');
  check((await row(page, 4)).Enabled === 'unconfigured', 'and nothing is changed');
}

// All pages that links lead to, of each list one row.
async function everyPage(page) {
  const anotherRow = /\/(?!1(\/|$))\d+(\/|$)/;
  const paths = ['/', '/advanced', '/expert', '/leases', '/events', '/counters', '/system'];
  for (let i = 0; i < paths.length; ++i) {
    await page.goto(paths[i]);
    for (const link of await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))))
      if (link.startsWith('/') && !anotherRow.test(link) && !paths.includes(link)) paths.push(link);
  }
  return paths;
}

async function fitsAPocket(browser) {
  const page = await openAs(browser, pocket, { colorScheme: 'dark' });
  await logIn(page);
  const paths = await everyPage(page);
  check(paths.length > 20, `every page is found by its links: ${paths.length}`);
  for (const path of paths) {
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > pocket.width) check(false, `${path} is ${width} pixels wide on a screen of ${pocket.width}`);
    const unnamed = await page.locator('main').locator('input:visible, select').evaluateAll(
      (all) => all.filter((field) => field.labels.length === 0).length);
    if (unnamed > 0) check(false, `${path} has ${unnamed} fields without a label`);
  }
  check(true, 'no page is wider than a telephone, and every field has its label');
  for (const [name, path] of Object.entries({
    home: '/', list: '/system/events/event-filter', entry: '/system/local-servers/dhcp-server/mac-alert/1',
    client: '/system/local-clients/http-client', leases: '/leases', log: '/events' })) {
    await page.goto(path);
    await shot(page, `pocket_${name}`);
  }
  await page.context().close();
}

async function saves(page) {
  const warning = page.getByText('not saved: a restart loses them');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  check(await warning.isVisible(), 'every page tells of changes that are not saved');
  await shot(page, 'unsaved');
  await press(page, 'Save');
  check(await page.getByText('The settings are saved.').isVisible(), 'a button saves them');
  check(!(await warning.isVisible()), 'and the warning is gone');
}

// Asks until somebody answers there.
async function answers(page, url) {
  for (;;) {
    const answer = await page.request.get(url, { maxRedirects: 0 }).catch(() => undefined);
    if (answer) return answer;
  }
}

// Not by clicking: the server may be gone before the browser has followed its answer.
async function movesWithItsPort(page) {
  for (const [port, there] of [['81', 'http://192.168.100.1:81/'], ['80', 'http://192.168.100.1/']]) {
    await page.goto(new URL('/system/local-servers/web-server', page.url()).href);
    const csrf = await page.locator('.entry input[name=csrf]').inputValue();
    await page.request.post(page.url(), { form: { csrf, 'web-server-port': port }, maxRedirects: 0 });
    const answer = await answers(page, there);
    check(answer.status() === 200, `the pages are at port ${port} now, and who is logged in stays so`);
    await page.goto(there);
  }
}

async function configure(browser) {
  const page = await openAs(browser, desk);
  await comesInOnlyWithThePassword(page);
  await shot(page, 'home');
  await option66(page);
  await eventFilters(page);
  await httpClient(page);
  await eventSystem(page);
  await macAlert(page);
  await refusesForgedPosts(page);
  await movesWithItsPort(page);
  await saves(page);
  await isUsableByKeyboard(browser);
  await page.goto('/system');
  await shot(page, 'system');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto('/');
  check(page.url().endsWith('/login'), 'who has logged out is out');
}

async function look(browser) {
  const page = await openAs(browser, desk);
  await logIn(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Leases' }).click();
  const lease = await row(page, 1);
  check(lease['MAC Address'] === '00:04:f2:1a:24:57' && lease.State === 'leased', 'the handset has its lease');
  check(/^\d{18}$/.test(lease.Number), 'and a number of its own');
  await shot(page, 'leases');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Event log' }).click();
  check((await page.locator('.log').innerText()).includes('0004f21a2457'), 'the event log tells of it');
  await shot(page, 'event_log');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Counters' }).click();
  await shot(page, 'counters');
  await fitsAPocket(browser);
}

await withBrowser(async (browser) => {
  await (phase === 'look' ? look : configure)(browser);
  check(complaints.length === 0, `the browser complains of nothing ${complaints.join('; ')}`);
}).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
